import { commandField } from '../../filters/htmx-builder.js';
import { changedQuery, links } from '../../links.js';
import { drawAgain, type Page, type View, type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionButton } from '../../parts/form.js';
import { Later } from '../../parts/later.js';
import { counted, countText } from '../../parts/numbers.js';
import { Secret } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';
import { MembersTable } from '../segments/members-table.js';
import { CampaignForm, formStateOf, saidInForm } from './campaign-form.js';
import { campaignKind, canvasKind, type Either, type Kind, lastSent } from './kinds.js';
import { Outbox } from './outbox.js';
import { SendByHand, sendOfForm } from './send-by-hand.js';
import { State } from './state.js';

type Request = WorkspaceRequest<':id'>;

function pageOf(kind: Kind, path: '/campaigns/:id' | '/canvases/:id'): Page {
  return workspacePage<':id'>({
    path: path as ':id',
    section: 'campaigns',
    view: (request) => viewOf(kind, request),
    actions: {
      async build(request, form) {
        if (form.text(commandField) !== 'save') return drawAgain;
        await kind.change(request.call, paramsOf(request), saidInForm(form));
        return undefined;
      },
      async send(request, form) {
        const { dispatch_id } = await kind.send(request.call, paramsOf(request), sendOfForm(form));
        return links.send(request.workspace.id, dispatch_id);
      },
      async change(request, form) {
        const change = { [form.text('what')]: form.text('to') === 'true' };
        await kind.change(request.call, paramsOf(request), change);
        return undefined;
      },
      async delete(request) {
        await kind.remove(request.call, paramsOf(request));
        return links.campaigns(request.workspace.id);
      },
    },
    parts: {
      async size(request) {
        const { size } = await kind.audience(request.call, paramsOf(request), { limit: 0 });
        return countText(size);
      },
      async audience(request) {
        const query = { limit: 10, cursor: request.query.get('cursor') ?? undefined };
        const page = await kind.audience(request.call, paramsOf(request), query);
        return <MembersTable request={request} caption="Audience" {...page} />;
      },
    },
  });
}

function paramsOf({ workspace, params }: Request) {
  return { ws: workspace.id, id: params.id };
}

async function viewOf(kind: Kind, request: Request): Promise<View> {
  const { call, workspace, query, clock } = request;
  const its = await kind.get(call, paramsOf(request));
  const sentAt = lastSent(its);
  const [state, outbox] = await Promise.all([
    formStateOf(request, its),
    call('listSends', {
      params: { ws: workspace.id },
      query: {
        [`${kind.name}_id`]: its.id,
        newest_first: 'true',
        receivers: 0,
        limit: 10,
        cursor: query.get('sent') ?? undefined,
      },
    }),
  ]);
  return {
    title: its.name,
    trail: [{ label: 'Campaigns and Canvases', href: links.campaigns(workspace.id) }],
    marks: <State of={its} />,
    sentence: sentenceOf(kind, its),
    buttons: <Buttons its={its} />,
    facts: [
      { value: <Later request={request} part="size" label="Count" />, label: 'would get it now' },
      {
        value: countText(its.target.segment_ids.length),
        label: its.target.segment_ids.length === 1 ? 'target segment' : 'target segments',
      },
      {
        value: sentAt === null ? 'never' : <Ago at={sentAt} clock={clock} />,
        label: 'last sent',
      },
    ],
    main: (
      <>
        <Outbox request={request} title="Sends" sends={outbox.sends} next={outbox.next_cursor} />
        <CampaignForm request={request} kind={kind} state={state} saved={its} />
        <Identifier kind={kind} its={its} request={request} />
      </>
    ),
    side: (
      <>
        <SendByHand request={request} kind={kind} its={its} />
        <Card title="Audience" id="audience" isFlush note="as saved">
          <Later request={request} part="audience" label="Show the audience" />
        </Card>
      </>
    ),
  };
}

function sentenceOf({ noun }: Kind, { archived, draft, enabled, target }: Either): string {
  const { segment_ids, additional_filters: filters } = target;
  const isNarrowed = filters.groups.length + filters.exclusion_groups.length > 0;
  const within = segment_ids.length === 0 ? '' : ` in ${counted(segment_ids.length, 'segment')}`;
  const whom = `everybody${within}${isNarrowed ? ' who passes its filters' : ''}`;
  if (archived) return `This ${noun} is archived, so nobody receives it. It would go to ${whom}.`;
  if (draft || !enabled) return `This ${noun} is paused, so nobody receives it. It would go to ${whom}.`;
  return `It goes to ${whom}.`;
}

function Buttons({ its: { enabled, archived } }: { its: Either }) {
  const change = (what: string, to: boolean) => ({ what, to: String(to) });
  return (
    <>
      <ActionButton action="change" values={change('enabled', !enabled)}>
        {enabled ? 'Pause' : 'Resume'}
      </ActionButton>
      <ActionButton action="change" values={change('archived', !archived)}>
        {archived ? 'Unarchive' : 'Archive'}
      </ActionButton>
    </>
  );
}

function Identifier({ kind, its, request }: { kind: Kind; its: Either; request: Request }) {
  const isAsked = request.query.has('delete');
  const title = kind.name === 'canvas' ? 'Canvas API identifier' : 'Campaign API identifier';
  const ask = <a href={`${changedQuery(request.query, { delete: '1' })}#delete`}>Delete…</a>;
  return (
    <Card title={title} id="delete" note={isAsked ? undefined : ask}>
      <Secret text={its.id} about={`the ${title}`} />
      {isAsked && (
        <>
          <p>Deleting this {kind.noun} does not come back. What it sent stays in the outbox.</p>
          <div class="buttons">
            <ActionButton action="delete" kind="danger">
              Delete this {kind.noun}
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

/** Who would get it, who got it, and who was dropped and why. */
export const campaignPage = pageOf(campaignKind, '/campaigns/:id');
export const canvasPage = pageOf(canvasKind, '/canvases/:id');
