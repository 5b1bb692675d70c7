import type { JournalEntry } from '../../../client/api.js';
import { links } from '../../links.js';
import { serverPage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionButton } from '../../parts/form.js';
import { counted } from '../../parts/numbers.js';
import { Pager, pageRows, Table } from '../../parts/table.js';
import { Badge, Empty, PathCode } from '../../parts/text.js';
import { At } from '../../parts/time.js';
import { bare, sentence, statusText, statusTone } from './words.js';

/** Requests that no workspace could be found for, and why. */
export const strayListPage = serverPage({
  path: '/requests',
  async view({ call, query }) {
    const { requests, next_cursor, evicted, evicted_until } = await call('listServerRequests', {
      query: { order: 'newest', limit: pageRows, cursor: query.get('cursor') ?? undefined },
    });
    return {
      title: 'Requests to no workspace',
      trail: [{ label: 'Workspaces', href: links.workspaces() }],
      sentence: sentenceOf(requests),
      buttons: requests.length > 0 && (
        <ActionButton action="clear" kind="danger">
          Delete all of them
        </ActionButton>
      ),
      main: (
        <Card title="Requests" isFlush note="newest first · times in UTC">
          {requests.length === 0 ? (
            <Empty>
              <p>
                Every request so far named a workspace by its key. One with a key that no workspace has, or to
                a path that Braze does not have, would stand here with the reason.
              </p>
            </Empty>
          ) : (
            <StrayTable requests={requests} />
          )}
          <Pager query={query} next={next_cursor} />
          {evicted > 0 && evicted_until !== null && (
            <p class="foot">
              {counted(evicted, 'older request')} had to go, the last of them of{' '}
              <At at={evicted_until} clock={withDate} />.
            </p>
          )}
        </Card>
      ),
    };
  },
  actions: {
    async clear({ call }) {
      await call('deleteServerRequests');
      return links.strayRequests();
    },
  },
});

/** The server has no clock that a page could tell times of day from: they stand with their date. */
const withDate = { now: '' };

function StrayTable({ requests }: { requests: readonly JournalEntry[] }) {
  return (
    <Table
      caption="Requests to no workspace"
      rows={requests}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'When',
          cell: ({ id, received_at }) => (
            <a href={links.strayRequest(id)}>
              <At at={received_at} clock={withDate} />
            </a>
          ),
        },
        {
          title: 'Request',
          cell: ({ id, method, path }) => (
            <a href={links.strayRequest(id)} class="line">
              <PathCode>{`${method} ${bare(path)}`}</PathCode>
            </a>
          ),
        },
        { title: 'Status', cell: (entry) => <Badge tone={statusTone(entry)}>{statusText(entry)}</Badge> },
        { title: 'Why, and what to do', cell: (entry) => <p class="why">{whyOf(entry)}</p> },
      ]}
    />
  );
}

function whyOf({ decision }: JournalEntry): string {
  if (decision.kind === 'accepted') return '';
  const { message, hint } = decision;
  return hint === undefined ? sentence(message) : `${sentence(message)} ${sentence(hint)}`;
}

function sentenceOf([newest]: readonly JournalEntry[]): string {
  if (newest === undefined) return 'Every request found its workspace.';
  return `Requests arrive that no workspace takes. The last one: ${whyOf(newest)}`;
}
