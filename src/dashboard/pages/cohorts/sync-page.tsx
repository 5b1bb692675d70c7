import type { AnswerOf } from '../../../client/call.js';
import { nameOf } from '../../../client/identity.js';
import { links, withQuery } from '../../links.js';
import { type Tone, type WorkspaceRequest, workspacePage } from '../../page.js';
import { counted, countText } from '../../parts/numbers.js';
import { Change } from '../../parts/sync-badges.js';
import { Pager } from '../../parts/table.js';
import { Badge, Code, Link, withDot } from '../../parts/text.js';
import { Ago, At } from '../../parts/time.js';

const path = '/cohorts/:partner/:cohort_id/syncs/:id';
type Request = WorkspaceRequest<typeof path>;
type SyncedRequest = AnswerOf<'getSync'>['requests'][number];

const shownMax = 20;
/** How many identifiers of a kind are shown of a request before it is opened, and at all. */
const namesMax = 12;
const allNamesMax = 1_000;

/** What each request of a sync changed, the oldest first. */
export const syncPage = workspacePage({
  path,
  section: 'cohorts',
  async view(request: Request) {
    const { call, workspace, params, query, clock } = request;
    const { partner, cohort_id, id } = params;
    const ws = workspace.id;
    const { sync, requests, next_cursor } = await call('getSync', {
      params: { ws, partner, cohort_id, id },
      query: { limit: shownMax, cursor: query.get('cursor') || undefined },
    });
    return {
      title: 'Sync',
      trail: [
        { label: 'Cohorts', href: links.cohorts(ws) },
        { label: sync.name ?? cohort_id, href: links.cohort(ws, partner, cohort_id) },
      ],
      marks: <Change of={sync} />,
      id: `cohort_id ${cohort_id}`,
      sentence: (
        <>
          {sync.request_count === 1
            ? 'One request, '
            : `${counted(sync.request_count, 'request')} with no gap over a minute, the last one `}
          <Ago at={sync.last_at} clock={clock} />. {someText(sync.added)} came,{' '}
          {someText(sync.removed).toLowerCase()} left
          {sync.unknown > 0 && `, ${counted(sync.unknown, 'identifier')} that no user has`}
          {sync.skipped > 0 && `, ${counted(sync.skipped, 'device')} of identified users`}
          {sync.refused > 0 && `, ${counted(sync.refused, 'request')} refused`}.
        </>
      ),
      main: (
        <>
          {requests.map((its) => (
            <RequestCard request={request} of={its} />
          ))}
          <Pager query={query} next={next_cursor} />
        </>
      ),
    };
  },
});

function someText(count: number): string {
  return count === 0 ? 'Nobody' : countText(count);
}

function RequestCard({ request, of }: { request: Request; of: SyncedRequest }) {
  const { workspace, clock } = request;
  const { id, at, path, outcome, size, decision, status } = of;
  return (
    <section class="card" id={`request-${id}`}>
      <header>
        <h2>
          <Link href={links.request(workspace.id, id)}>
            <At at={at} clock={clock} /> <Code>{path}</Code>
          </Link>
        </h2>
        <span class="note">{size !== null && `${counted(size, 'member')} after it`}</span>
      </header>
      <div class="body">
        {decision.kind === 'refused' && (
          <p>
            <Badge tone="bad">{status === null ? 'no answer' : `${status} refused`}</Badge>{' '}
            {withDot(decision.message)}
          </p>
        )}
        {decision.kind === 'accepted' && outcome === null && <p class="quiet">{withoutOutcome(of)}</p>}
        {outcome !== null && <Outcome request={request} of={of} outcome={outcome} />}
      </div>
    </section>
  );
}

function withoutOutcome({ path }: SyncedRequest): string {
  return path.endsWith('/users')
    ? 'Accepted, and held back by the processing delay. Move the clock on to apply it.'
    : 'It named the cohort and changed no members.';
}

function Outcome({
  request,
  of,
  outcome,
}: {
  request: Request;
  of: SyncedRequest;
  outcome: NonNullable<SyncedRequest['outcome']>;
}) {
  const { unknown, skipped_identified } = outcome;
  const strangers = [
    ...unknown.user_ids,
    ...unknown.aliases.map((user_alias) => nameOf({ user_alias })),
    ...unknown.device_ids.map((device_id) => nameOf({ device_id })),
  ];
  const skipped = skipped_identified.device_ids.map((device_id) => nameOf({ device_id }));
  const kinds: [string, Tone, readonly string[]][] = [
    ['came', 'good', of.added.map(nameOf)],
    ['left', 'left', of.removed.map(nameOf)],
    ['unknown', 'idle', strangers],
    ['skipped: of identified users', 'idle', skipped],
  ];
  const same = outcome.already_member + outcome.not_member;
  const isQuiet = kinds.every(([, , names]) => names.length === 0);
  return (
    <>
      {kinds.map(
        ([what, tone, names]) =>
          names.length > 0 && <Names request={request} id={of.id} what={what} tone={tone} names={names} />,
      )}
      {(same > 0 || isQuiet) && (
        <p class="quiet">
          {same > 0
            ? `${counted(same, 'identifier')} changed nothing: in or out as before.`
            : 'It named nobody.'}
        </p>
      )}
    </>
  );
}

/** A few of many; the rest are behind a click. Each leads to why they are in or not. */
function Names({
  request: { workspace, params },
  id,
  what,
  tone,
  names,
}: {
  request: Request;
  id: string;
  what: string;
  tone: Tone;
  names: readonly string[];
}) {
  const cohort = links.cohort(workspace.id, params.partner, params.cohort_id);
  const link = (name: string) => (
    <a href={withQuery(cohort, { person: name })}>
      <Code max={32}>{name}</Code>
    </a>
  );
  const shown = names.slice(0, namesMax);
  const others = names.slice(namesMax, allNamesMax);
  return (
    <div class="named">
      <Badge tone={tone}>{`${countText(names.length)} ${what}`}</Badge>
      <p class="names">{shown.map(link)}</p>
      {others.length > 0 && (
        <details id={`more-${id}-${tone}-${what.length}`}>
          <summary>{counted(names.length - shown.length, 'other')}</summary>
          <p class="names">{others.map(link)}</p>
        </details>
      )}
    </div>
  );
}
