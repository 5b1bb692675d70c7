import { filterCount } from '../../filters/filter-count.js';
import { changedQuery, links, withQuery } from '../../links.js';
import { type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { AskForm, SearchField } from '../../parts/form.js';
import { Later } from '../../parts/later.js';
import { counted, countText } from '../../parts/numbers.js';
import { Pager, pageRows, Table } from '../../parts/table.js';
import { Empty, Link, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';
import { campaignKind, canvasKind, type Either, type Kind, kinds, lastSent } from './kinds.js';
import { Outbox } from './outbox.js';
import { senderOf } from './sender.js';
import { State } from './state.js';

/** Campaigns and Canvases, and what was sent last. */
export const campaignListPage = workspacePage({
  path: '/campaigns',
  section: 'campaigns',
  async view(request) {
    const { call, workspace, query } = request;
    const kind = kindOf(query);
    const { items, next } = await listed(request, kind);
    const { sends, next_cursor } = await call('listSends', {
      params: { ws: workspace.id },
      query: { newest_first: 'true', receivers: 0, limit: 10, cursor: query.get('sent') ?? undefined },
    });
    const found = sends.map(async (send) => [send, await senderOf(request, send)] as const);
    const senders = new Map(await Promise.all(found));
    return {
      title: 'Campaigns and Canvases',
      sentence: sentenceOf(request),
      buttons: kinds.map((its) => (
        <a class={its === kind ? 'button main' : 'button'} href={its.newLink(workspace.id)}>
          Create {its.noun}
        </a>
      )),
      main: (
        <>
          <Card title={kind.plural} isFlush note={<Tools kind={kind} query={query} ws={workspace.id} />}>
            <div class="card-tools">
              <Search kind={kind} query={query} />
            </div>
            <div id="campaigns">
              <List request={request} kind={kind} items={items} next={next} />
            </div>
          </Card>
          <Outbox request={request} sends={sends} next={next_cursor} title="Outbox" senders={senders} />
        </>
      ),
    };
  },
  parts: {
    async size({ call, workspace, query }) {
      const of = { ws: workspace.id, id: query.get('of') ?? '' };
      const { size } = await kindOf(query).audience(call, of, { limit: 0 });
      return countText(size);
    },
  },
});

function kindOf(query: URLSearchParams): Kind {
  return query.get('kind') === canvasKind.name ? canvasKind : campaignKind;
}

function listed({ call, workspace, query }: WorkspaceRequest, kind: Kind) {
  return kind.list(call, workspace.id, {
    search: query.get('search') ?? undefined,
    archived: query.get('archived') === 'true' ? 'true' : 'false',
    newest_first: 'true',
    cursor: query.get('cursor') ?? undefined,
    limit: pageRows,
  });
}

function sentenceOf({ counts }: WorkspaceRequest): string {
  if (counts.campaigns + counts.canvases === 0)
    return 'There is no campaign and no Canvas yet. Create one, and choose a segment as its audience.';
  return `${counted(counts.campaigns, 'campaign')} and ${counted(counts.canvases, 'Canvas', 'Canvases')}. Open one to see who would get it, who got it, and who was dropped and why.`;
}

function Tools({ kind, query, ws }: { kind: Kind; query: URLSearchParams; ws: string }) {
  const other = kind === campaignKind ? canvasKind : campaignKind;
  const isArchived = query.get('archived') === 'true';
  return (
    <>
      <a href={withQuery(links.campaigns(ws), { kind: other.name })}>Show {other.plural}</a>
      {' · '}
      <a href={changedQuery(query, { archived: isArchived ? undefined : 'true', cursor: undefined })}>
        {isArchived ? 'Show active' : 'Show archived'}
      </a>
    </>
  );
}

function Search({ kind, query }: { kind: Kind; query: URLSearchParams }) {
  return (
    <AskForm results="campaigns">
      <input type="hidden" name="kind" value={kind.name} />
      {query.get('archived') === 'true' && <input type="hidden" name="archived" value="true" />}
      <SearchField label="Search by name" name="search" value={query.get('search') ?? ''} />
    </AskForm>
  );
}

interface ListProps {
  request: WorkspaceRequest;
  kind: Kind;
  items: readonly Either[];
  next: string | null;
}

function List({ request, kind, items, next }: ListProps) {
  const { workspace, clock, query } = request;
  if (items.length === 0) {
    return (
      <Empty>
        {query.get('search') || query.get('archived') === 'true' ? (
          <p>Nothing here has this in its name.</p>
        ) : (
          <p>
            <a href={kind.newLink(workspace.id)}>Create a {kind.noun}</a> and choose a segment as its
            audience.
          </p>
        )}
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={kind.plural}
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            title: 'Name',
            cell: ({ id, name }) => (
              <Link href={kind.link(workspace.id, id)}>
                <Name>{name}</Name>
              </Link>
            ),
          },
          { title: 'State', cell: (its) => <State of={its} /> },
          { title: 'Target', cell: ({ target }) => targetText(target) },
          {
            title: 'Audience now',
            isNumber: true,
            cell: ({ id }) => <Later request={request} part="size" of={id} label="Count" />,
          },
          {
            title: 'Last sent',
            cell: (its) => {
              const at = lastSent(its);
              return at === null ? 'never' : <Ago at={at} clock={clock} />;
            },
          },
        ]}
      />
      <Pager query={query} next={next} />
    </>
  );
}

function targetText({ segment_ids, additional_filters }: Either['target']): string {
  const filters = filterCount(additional_filters);
  const parts = [
    ...(segment_ids.length === 0 ? [] : [counted(segment_ids.length, 'segment')]),
    ...(filters === 0 ? [] : [counted(filters, 'filter')]),
  ];
  return parts.length === 0 ? 'everybody' : parts.join(', ');
}
