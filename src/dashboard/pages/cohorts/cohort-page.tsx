import type { Cohort, Sync } from '../../../client/api.js';
import type { AnswerOf } from '../../../client/call.js';
import { links } from '../../links.js';
import { type Body, type Fact, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionButton } from '../../parts/form.js';
import { counted, countText } from '../../parts/numbers.js';
import { Badge, Link, Name } from '../../parts/text.js';
import { Ago, At } from '../../parts/time.js';
import { type CohortRequest, cohortPath, paramsOf } from './cohort-request.js';
import { MembersCard } from './members-card.js';
import { downloadMembers } from './members-download.js';
import { PersonCard } from './person-card.js';
import { SizesCard } from './sizes-card.js';
import { SyncsCard } from './syncs-card.js';

const syncsMax = 10;

/** Who is in a cohort, what the last syncs changed, and why somebody is in or is not. */
export const cohortPage = workspacePage({
  path: cohortPath,
  section: 'cohorts',
  async view(request: CohortRequest) {
    const { call, workspace } = request;
    const params = paramsOf(request);
    const [cohort, partner] = await Promise.all([
      call('getCohort', { params }),
      call('getPartner', { params: { ws: workspace.id, partner: params.partner } }),
    ]);
    return {
      title: cohort.name,
      trail: [
        { label: 'Cohorts', href: links.cohorts(workspace.id) },
        { label: partner.display_name, href: links.partner(workspace.id, cohort.partner) },
      ],
      marks: (
        <>
          <Badge>{partner.filter_name}</Badge>
          {cohort.implicit && <Badge>never named</Badge>}
        </>
      ),
      id: `cohort_id ${cohort.cohort_id}`,
      find: () => findBody(request, cohort, partner),
    };
  },
  downloads: { members: downloadMembers },
  actions: {
    async delete(request: CohortRequest) {
      await request.call('deleteCohort', { params: paramsOf(request) });
      return links.cohorts(request.workspace.id);
    },
  },
});

async function findBody(
  request: CohortRequest,
  cohort: Cohort,
  partner: AnswerOf<'getPartner'>,
): Promise<Body> {
  const { call, query } = request;
  const params = paramsOf(request);
  const [{ segments }, sizes, syncs, members] = await Promise.all([
    call('listCohortSegments', { params }),
    call('listCohortSizes', { params, query: { points: 300 } }),
    call('listCohortSyncs', { params, query: { limit: syncsMax } }),
    MembersCard({ request, cohort }),
  ]);
  const [last] = syncs.syncs;
  const cursor = query.get('syncs') || undefined;
  const shownSyncs =
    cursor === undefined
      ? syncs
      : await call('listCohortSyncs', { params, query: { limit: syncsMax, cursor } });
  return {
    sentence: sentenceOf(request, partner.display_name, last),
    facts: factsOf(request, cohort, last, segments),
    main: (
      <>
        <SizesCard sizes={sizes} now={request.clock.now} />
        <SyncsCard request={request} page={shownSyncs} />
        <Segments request={request} segments={segments} filter={partner.filter_name} />
      </>
    ),
    side: (
      <>
        <PersonCard request={request} cohort={cohort} />
        {members}
        <Deletion request={request} cohort={cohort} />
      </>
    ),
  };
}

function sentenceOf({ clock }: CohortRequest, partner: string, last: Sync | undefined) {
  if (last === undefined) return `The journal has no request of ${partner} to this cohort.`;
  const { added, removed, unknown, skipped, refused, held_back } = last;
  const changes = [
    ...(added > 0 ? [`${countText(added)} came`] : []),
    ...(removed > 0 ? [`${countText(removed)} left`] : []),
  ];
  const problems = [
    ...(refused > 0 ? [`${counted(refused, 'request')} refused`] : []),
    ...(unknown > 0 ? [`${counted(unknown, 'identifier')} that no user has`] : []),
    ...(skipped > 0 ? [`${counted(skipped, 'device')} of identified users`] : []),
    ...(held_back > 0 ? [`${counted(held_back, 'request')} held back`] : []),
  ];
  return (
    <>
      {partner} synced this cohort <Ago at={last.last_at} clock={clock} />:{' '}
      {changes.length > 0 ? changes.join(', ') : 'nobody came or left'}.
      {problems.length > 0 && ` Without effect: ${problems.join(', ')}.`}
    </>
  );
}

function factsOf(
  { clock, workspace, query }: CohortRequest,
  { member_count, partner, cohort_id }: Cohort,
  last: Sync | undefined,
  segments: readonly unknown[],
): Fact[] {
  const ofSync = last && {
    when: <Ago at={last.last_at} clock={clock} />,
    href: links.sync(workspace.id, partner, cohort_id, last.requests[0] ?? ''),
  };
  return [
    { value: countText(member_count), label: member_count === 1 ? 'member' : 'members' },
    ...(last === undefined || ofSync === undefined
      ? []
      : [
          {
            value: ofSync.when,
            label: (
              <>
                last sync, <At at={last.last_at} clock={clock} />
              </>
            ),
            href: ofSync.href,
          },
          {
            value: countText(last.unknown),
            label: 'unknown identifiers',
            tone: last.unknown > 0 ? ('idle' as const) : undefined,
          },
          {
            value: countText(last.skipped),
            label: 'devices of identified users',
            tone: last.skipped > 0 ? ('idle' as const) : undefined,
          },
        ]),
    {
      value: countText(segments.length),
      label: segments.length === 1 ? 'segment uses it' : 'segments use it',
      href: segments.length > 0 ? `?${query}#segments` : undefined,
    },
  ];
}

function Segments({
  request: { workspace },
  segments,
  filter,
}: {
  request: CohortRequest;
  segments: readonly { id: string; name: string; archived: boolean }[];
  filter: string;
}) {
  return (
    <Card title="Segments that use it" id="segments" isFlush={segments.length > 0}>
      {segments.length === 0 ? (
        <p>
          None. <Link href={links.newSegment(workspace.id)}>Create a segment</Link> with the filter “{filter}”
          and choose this cohort.
        </p>
      ) : (
        <ul class="rows">
          {segments.map(({ id, name, archived }) => (
            <li id={`segment-${id}`}>
              <Link href={links.segment(workspace.id, id)}>
                <Name>{name}</Name>
              </Link>
              {archived && <Badge>archived</Badge>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** A second step: what it takes away does not come back. */
function Deletion({ request: { query }, cohort }: { request: CohortRequest; cohort: Cohort }) {
  if (!query.has('delete')) {
    return (
      <p class="aside">
        <a href="?delete=1">Delete this cohort…</a>
      </p>
    );
  }
  return (
    <Card title="Delete this cohort?" id="delete">
      <p>
        <Name>{cohort.name}</Name> loses its {counted(cohort.member_count, 'member')}. The users stay, and
        segments that use it find nobody by it. Braze has no such call; a partner that syncs again makes it
        anew.
      </p>
      <div class="buttons">
        <ActionButton action="delete" kind="danger">
          Delete it
        </ActionButton>
        <a class="button" href="?">
          Keep it
        </a>
      </div>
    </Card>
  );
}
