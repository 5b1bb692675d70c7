import type { Segment } from '../../../client/api.js';
import { filterCount } from '../../filters/filter-count.js';
import { changedQuery, links } from '../../links.js';
import { type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionButton, AskForm, SearchField } from '../../parts/form.js';
import { Later } from '../../parts/later.js';
import { countText } from '../../parts/numbers.js';
import { Pager, pageRows, Table } from '../../parts/table.js';
import { Badge, Empty, Link, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';
import { duplicateSegment } from './duplicate-segment.js';

/** Audience > Segments. */
export const segmentListPage = workspacePage({
  path: '/segments',
  section: 'segments',
  async view(request) {
    const { workspace, counts, query } = request;
    const page = await listed(request);
    return {
      title: 'Segments',
      sentence: sentenceOf(counts.segments),
      buttons: (
        <a class="button main" href={links.newSegment(workspace.id)}>
          Create Segment
        </a>
      ),
      main: (
        <Card title={isArchived(query) ? 'Archived' : 'Active'} isFlush note={<StatusLinks query={query} />}>
          <div class="card-tools">
            <AskForm results="segments">
              {isArchived(query) && <input type="hidden" name="archived" value="true" />}
              <SearchField
                label="Search by name"
                name="search"
                value={query.get('search') ?? ''}
                hint="Words are joined by OR; a phrase stands in quotes."
              />
            </AskForm>
          </div>
          <div id="segments">
            <SegmentTable request={request} {...page} />
          </div>
        </Card>
      ),
    };
  },
  actions: {
    async archive({ call, workspace }, form) {
      await call('archiveSegment', { params: { ws: workspace.id, id: form.text('id') } });
      return undefined;
    },
    async unarchive({ call, workspace }, form) {
      await call('unarchiveSegment', { params: { ws: workspace.id, id: form.text('id') } });
      return undefined;
    },
    async duplicate(request, form) {
      return duplicateSegment(request, form.text('id'));
    },
  },
  parts: {
    async size(request) {
      const id = request.query.get('of') ?? '';
      const { size } = await request.call('getSegmentSize', { params: { ws: request.workspace.id, id } });
      return countText(size);
    },
  },
});

function listed({ call, workspace, query }: WorkspaceRequest) {
  return call('listSegments', {
    params: { ws: workspace.id },
    query: {
      search: query.get('search') ?? undefined,
      archived: isArchived(query) ? 'true' : 'false',
      newest_first: 'true',
      cursor: query.get('cursor') ?? undefined,
      limit: pageRows,
    },
  });
}

function isArchived(query: URLSearchParams): boolean {
  return query.get('archived') === 'true';
}

function sentenceOf(count: number): string {
  return count === 0
    ? 'There is no segment yet. Create one with the filter over the cohorts of a partner, and choose it as an audience.'
    : 'A segment is chosen as the audience of a campaign or a Canvas. Open one for its filters, its members, and why somebody is not in it.';
}

function StatusLinks({ query }: { query: URLSearchParams }) {
  return isArchived(query) ? (
    <a href={changedQuery(query, { archived: undefined, cursor: undefined })}>Show active</a>
  ) : (
    <a href={changedQuery(query, { archived: 'true', cursor: undefined })}>Show archived</a>
  );
}

interface TableProps {
  request: WorkspaceRequest;
  segments: readonly Segment[];
  next_cursor: string | null;
}

function SegmentTable({ request, segments, next_cursor }: TableProps) {
  const { workspace, query, clock } = request;
  if (segments.length === 0) return <NoSegments query={query} ws={workspace.id} />;
  return (
    <>
      <Table
        caption="Segments"
        rows={segments}
        keyOf={({ id }) => id}
        columns={[
          {
            title: 'Segment',
            cell: ({ id, name, tags }) => (
              <>
                <Link href={links.segment(workspace.id, id)}>
                  <Name>{name}</Name>
                </Link>{' '}
                {tags.map((tag) => (
                  <Badge>{tag}</Badge>
                ))}
              </>
            ),
          },
          { title: 'Filters', isNumber: true, cell: (its) => countText(filterCount(its.definition)) },
          {
            title: 'Exact size',
            isNumber: true,
            cell: ({ id }) => <Later request={request} part="size" of={id} label="Count" />,
          },
          { title: 'Campaigns', isNumber: true, cell: (its) => countText(its.used_by.campaigns.length) },
          { title: 'Canvases', isNumber: true, cell: (its) => countText(its.used_by.canvases.length) },
          { title: 'Edited', cell: ({ updated_at }) => <Ago at={updated_at} clock={clock} /> },
          { title: 'Action', cell: (its) => <RowActions segment={its} /> },
        ]}
      />
      <Pager query={query} next={next_cursor} />
    </>
  );
}

function RowActions({ segment: { id, name, archived } }: { segment: Segment }) {
  return (
    <div class="row-actions">
      <ActionButton action="duplicate" values={{ id }} label={`Duplicate ${name}`}>
        Duplicate
      </ActionButton>
      {archived ? (
        <ActionButton action="unarchive" values={{ id }} label={`Unarchive ${name}`}>
          Unarchive
        </ActionButton>
      ) : (
        <ActionButton action="archive" values={{ id }} label={`Archive ${name}`}>
          Archive
        </ActionButton>
      )}
    </div>
  );
}

function NoSegments({ query, ws }: { query: URLSearchParams; ws: string }) {
  if (query.has('search') || isArchived(query)) {
    return (
      <Empty>
        <p>{query.get('search') ? 'No segment has this in its name.' : 'No segment is archived.'}</p>
      </Empty>
    );
  }
  return (
    <Empty>
      <p>
        <a href={links.newSegment(ws)}>Create a segment</a>: pick a filter such as Hightouch Cohorts, then the
        cohort by name.
      </p>
    </Empty>
  );
}
