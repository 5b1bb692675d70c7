import type { AnswerOf } from '../../../client/call.js';
import { links } from '../../links.js';
import { type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionButton } from '../../parts/form.js';
import { counted } from '../../parts/numbers.js';
import { Pager, pageRows } from '../../parts/table.js';
import { CommandLine, Empty } from '../../parts/text.js';
import { At } from '../../parts/time.js';
import { whenFound } from '../../parts/when-found.js';
import { filterOf, isFiltered, RequestFilter, resultsId } from './request-filter.js';
import { RequestTable } from './request-table.js';
import { verdictOf } from './words.js';

type Journal = AnswerOf<'listRequests'>;

/** Everything that came, as it comes. */
export const requestListPage = workspacePage({
  path: '/requests',
  section: 'requests',
  async view(request: WorkspaceRequest) {
    const { call, workspace, counts, query } = request;
    const isPart = isFiltered(query) || query.has('cursor');
    const [{ partners }, last] = await Promise.all([
      call('listPartners', { params: { ws: workspace.id }, query: { limit: 1_000 } }),
      isPart ? undefined : read(request),
    ]);
    return {
      title: 'Requests',
      sentence: sentenceOf(counts.requests, last, isFiltered(query)),
      buttons: (
        <>
          <a class="button" href={links.contract(workspace.id)}>
            Contract report
          </a>
          {counts.requests > 0 && (
            <ActionButton action="clear" kind="danger">
              Delete all requests
            </ActionButton>
          )}
        </>
      ),
      main: (
        <Card title="Journal" isFlush note="newest first · times in UTC">
          <div class="filters journal">
            <RequestFilter
              request={request}
              partners={partners.filter(
                ({ enabled, data_import_keys }) => enabled || data_import_keys.length > 0,
              )}
            />
          </div>
          <div id={resultsId}>
            {last === undefined ? (
              whenFound(request, async () => <Found request={request} journal={await read(request)} />)
            ) : (
              <Found request={request} journal={last} />
            )}
          </div>
        </Card>
      ),
    };
  },
  actions: {
    async clear({ call, workspace }) {
      await call('deleteRequests', { params: { ws: workspace.id } });
      return links.requests(workspace.id);
    },
  },
});

/** What the address asks for. */
function read({ call, workspace, query, clock }: WorkspaceRequest): Promise<Journal> {
  return call('listRequests', {
    params: { ws: workspace.id },
    query: {
      ...filterOf(query, clock.now),
      order: 'newest',
      limit: pageRows,
      cursor: query.get('cursor') ?? undefined,
    },
  });
}

function Found({
  request,
  journal: { requests, next_cursor, evicted, evicted_until },
}: {
  request: WorkspaceRequest;
  journal: Journal;
}) {
  const { workspace, query, clock } = request;
  return (
    <>
      {requests.length === 0 ? (
        <NoRequests request={request} isMore={next_cursor !== null} />
      ) : (
        <RequestTable requests={requests} clock={clock} hrefOf={(id) => links.request(workspace.id, id)} />
      )}
      <Pager query={query} next={next_cursor} />
      {evicted > 0 && evicted_until !== null && (
        <p class="foot">
          The journal keeps the last 10,000 requests and 64 MiB. It had to let go of{' '}
          {counted(evicted, 'older request')}, the last of them of <At at={evicted_until} clock={clock} />.
        </p>
      )}
    </>
  );
}

function NoRequests({ request, isMore }: { request: WorkspaceRequest; isMore: boolean }) {
  const { workspace, query, counts } = request;
  if (isFiltered(query) || counts.requests > 0) {
    return (
      <Empty>
        <p>{isMore ? 'None so far; the search goes on on the next page.' : 'No request fits.'}</p>
        <p>
          <a href={links.requests(workspace.id)}>Show all requests</a>
        </p>
      </Empty>
    );
  }
  return (
    <Empty>
      <p>Nothing has come yet. Point the connector at the REST endpoint, or paste this into a shell:</p>
      <CommandLine>{firstLine(request)}</CommandLine>
      <p>
        The keys stand under <a href={links.partners(workspace.id)}>Technology Partners</a>. What comes
        without a key of a workspace is under <a href={links.strayRequests()}>requests to no workspace</a>.
      </p>
    </Empty>
  );
}

/** A cohort, named. Keys are never shown here. */
function firstLine({ workspace }: WorkspaceRequest): string {
  const fields = [
    '"partner_api_key":"\'"$BRAZE_PARTNER_API_KEY"\'"',
    '"client_secret":"\'"$BRAZE_DATA_IMPORT_KEY"\'"',
    '"cohort_id":"my-first-cohort","name":"My first cohort","created_at":"2026-01-01T00:00:00Z"',
  ];
  const path = `${workspace.rest_endpoint}/partners/hightouch/cohorts`;
  return `curl -sS ${path} -H 'Content-Type: application/json' \\\n  -d '{${fields.join(',')}}'`;
}

/** @param last  The last requests; left out where others are asked for, which stand below. */
function sentenceOf(count: number, last: Journal | undefined, hasFilter: boolean) {
  if (count === 0) return 'No request has come yet.';
  if (last === undefined) {
    return `${hasFilter ? 'Those that fit the filter' : 'Older ones'}, of ${counted(count, 'request')} in all.`;
  }
  const refused = last.requests.filter((entry) => verdictOf(entry).tone === 'bad').length;
  const shown = last.requests.length;
  if (refused === 0) return `${counted(count, 'request')}. None of the last ${shown} was refused.`;
  return `${counted(count, 'request')}. Of the last ${shown}, ${refused} ${refused === 1 ? 'was' : 'were'} refused or failed: open one to see why.`;
}
