import type { Segment } from '../../../client/api.js';
import { buildingOf } from '../../filters/builder.js';
import { draftOfDefinition } from '../../filters/draft.js';
import { filterCount } from '../../filters/filter-count.js';
import { commandField } from '../../filters/htmx-builder.js';
import { Total } from '../../filters/total.js';
import { changedQuery, links } from '../../links.js';
import { drawAgain, type View, type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionButton } from '../../parts/form.js';
import { Later } from '../../parts/later.js';
import { counted, countText } from '../../parts/numbers.js';
import { Badge, Secret } from '../../parts/text.js';
import { duplicateSegment } from './duplicate-segment.js';
import { MembersTable } from './members-table.js';
import { MessagingUse } from './messaging-use.js';
import { SegmentForm, segmentOfForm } from './segment-form.js';
import { lookUp, UserLookup } from './user-lookup.js';

const path = '/segments/:id';
type Request = WorkspaceRequest<typeof path>;

/** A segment: who is in it, how many, and why somebody is not. */
export const segmentPage = workspacePage({
  path,
  section: 'segments',
  view: viewSegment,
  actions: {
    async build(request: Request, form) {
      if (form.text(commandField) !== 'save') return drawAgain;
      const params = paramsOf(request);
      const { teams } = await request.call('getSegment', { params });
      await request.call('replaceSegment', { params, body: { ...segmentOfForm(form), teams } });
      return undefined;
    },
    async archive(request: Request) {
      await request.call('archiveSegment', { params: paramsOf(request) });
      return undefined;
    },
    async unarchive(request: Request) {
      await request.call('unarchiveSegment', { params: paramsOf(request) });
      return undefined;
    },
    async duplicate(request: Request) {
      return duplicateSegment(request, request.params.id);
    },
    async delete(request: Request) {
      await request.call('deleteSegment', { params: paramsOf(request) });
      return links.segments(request.workspace.id);
    },
  },
  parts: {
    async size(request: Request) {
      const { size } = await request.call('getSegmentSize', { params: paramsOf(request) });
      return countText(size);
    },
    async members(request: Request) {
      const query = { cursor: request.query.get('cursor') ?? undefined, limit: 10 };
      const page = await request.call('listSegmentMembers', { params: paramsOf(request), query });
      return <MembersTable request={request} caption="Members" {...page} />;
    },
  },
});

function paramsOf({ workspace, params }: Request) {
  return { ws: workspace.id, id: params.id };
}

async function viewSegment(request: Request): Promise<View> {
  const { call, workspace, ready, query } = request;
  const segment = await call('getSegment', { params: paramsOf(request) });
  const building = await buildingOf(request, () => draftOfDefinition(segment.definition));
  const total = (place: string) => <Total place={place} counts={building.counts} ready={ready.get('size')} />;
  return {
    title: segment.name,
    trail: [{ label: 'Segments', href: links.segments(workspace.id) }],
    marks: segment.archived ? <Badge tone="left">archived</Badge> : <Badge tone="good">active</Badge>,
    sentence: sentenceOf(segment),
    buttons: <Buttons segment={segment} />,
    facts: [
      { value: total('fact'), label: 'users in it' },
      { value: countText(filterCount(segment.definition)), label: 'filters' },
      {
        value: countText(segment.used_by.campaigns.length),
        label: segment.used_by.campaigns.length === 1 ? 'campaign uses it' : 'campaigns use it',
      },
      {
        value: countText(segment.used_by.canvases.length),
        label: segment.used_by.canvases.length === 1 ? 'Canvas uses it' : 'Canvases use it',
      },
    ],
    main: (
      <>
        <SegmentForm request={request} building={building} segment={segment} />
        <Identifier segment={segment} request={request} />
        <Card title="Members" id="members" isFlush note="as saved">
          <Later request={request} part="members" label="Show the members" />
        </Card>
      </>
    ),
    side: (
      <>
        <Card title="Reachable users" note={<a href={changedQuery(query, { part: 'size' })}>Refresh</a>}>
          <p>
            Of {counted(request.counts.users, 'user')}, counted exactly
            {request.form === undefined ? '' : ' with what is not saved yet'}: {total('card')}
          </p>
        </Card>
        <UserLookup lookup={await lookUp(request, segment.id)} />
        <MessagingUse request={request} segment={segment} uses={await usesOf(request, segment)} />
      </>
    ),
  };
}

function sentenceOf({ archived, definition, used_by }: Segment): string {
  const filters = filterCount(definition);
  const who =
    filters === 0
      ? 'Everyone is in it'
      : `${counted(filters, 'filter decides', 'filters decide')} who is in it`;
  const uses = used_by.campaigns.length + used_by.canvases.length;
  if (archived) return `${who}, but it is archived: what used it was archived with it.`;
  if (uses === 0) return `${who}. No campaign or Canvas uses it yet: choose it as the audience of one.`;
  return `${who}. ${counted(uses, 'campaign or Canvas uses', 'campaigns and Canvases use')} it.`;
}

function Buttons({ segment }: { segment: Segment }) {
  return (
    <>
      <ActionButton action="duplicate">Duplicate</ActionButton>
      {segment.archived ? (
        <ActionButton action="unarchive">Unarchive</ActionButton>
      ) : (
        <ActionButton action="archive">Archive</ActionButton>
      )}
    </>
  );
}

/** At the foot, as at Braze; and what takes the segment away, as a second step. */
function Identifier({ segment, request }: { segment: Segment; request: Request }) {
  const isAsked = request.query.has('delete');
  return (
    <Card
      title="Segment API identifier"
      id="delete"
      note={
        isAsked ? undefined : <a href={`${changedQuery(request.query, { delete: '1' })}#delete`}>Delete…</a>
      }
    >
      <Secret text={segment.id} about="the segment id" />
      {isAsked && (
        <>
          <p>Deleting the segment does not come back. One that something uses is not deleted.</p>
          <div class="buttons">
            <ActionButton action="delete" kind="danger">
              Delete this segment
            </ActionButton>
            <a class="button" href={changedQuery(request.query, { delete: undefined })}>
              Keep it
            </a>
          </div>
        </>
      )}
    </Card>
  );
}

/** At most so many of each kind are named. */
const namedMax = 10;

/** What uses a segment, by name. */
async function usesOf({ call, workspace }: Request, { used_by }: Segment) {
  const of = (id: string) => ({ params: { ws: workspace.id, id } });
  const [segments, campaigns, canvases] = await Promise.all([
    Promise.all(used_by.segments.slice(0, namedMax).map((id) => call('getSegment', of(id)))),
    Promise.all(used_by.campaigns.slice(0, namedMax).map((id) => call('getCampaign', of(id)))),
    Promise.all(used_by.canvases.slice(0, namedMax).map((id) => call('getCanvas', of(id)))),
  ]);
  return { segments, campaigns, canvases };
}
