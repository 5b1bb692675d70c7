import type { AnswerOf } from '../../../client/call.js';
import { nameOf } from '../../../client/identity.js';
import { links, withQuery } from '../../links.js';
import type { Tone, WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Table } from '../../parts/table.js';
import { Badge, Empty } from '../../parts/text.js';
import { IdentifierCode } from './identifier.js';
import { asSentence } from './person-card.js';

type Found = AnswerOf<'explainMembers'>;
type Person = Found['members'][number];

/** How many are listed of a kind; the CSV has all. */
const listedMax = 100;

/** What asks for something to be done comes first. */
const kinds: { status: Person['status']; title: string; tone: Tone; what: string }[] = [
  {
    status: 'other_form',
    title: 'Differs only in case or spaces',
    tone: 'bad',
    what: 'No user has it, but one has something that looks like it. Send the identifier exactly as the user has it.',
  },
  {
    status: 'unknown',
    title: 'Unknown',
    tone: 'idle',
    what: 'No user has it, and a cohort import never creates one. Make the users first, then sync again.',
  },
  {
    status: 'skipped',
    title: 'Skipped',
    tone: 'idle',
    what: 'The device of an identified user: Braze matches those by external id and alias alone.',
  },
  {
    status: 'not_member',
    title: 'Known, but not in',
    tone: 'left',
    what: 'Users who are not in the cohort.',
  },
  { status: 'member', title: 'In the cohort', tone: 'good', what: 'Nothing is to be done.' },
];

export function ComparisonResult({
  request,
  found,
  repeated,
}: {
  request: WorkspaceRequest<'/cohorts/:partner/:cohort_id/compare'>;
  found: Found;
  repeated: number;
}) {
  const { counts, members } = found;
  const isAll = counts.member === members.length;
  return (
    <>
      <Card title="Result" isFlush note={repeated > 0 && `${countText(repeated)} stood there twice`}>
        <Empty>
          <p class="verdict" role="status">
            {isAll
              ? `All ${countText(members.length)} are in the cohort.`
              : `${countText(counts.member)} of ${counted(members.length, 'identifier')} are in the cohort.`}
          </p>
        </Empty>
        <Table
          caption="How many of each"
          rows={kinds}
          columns={[
            { title: 'What', cell: ({ title, tone }) => <Badge tone={tone}>{title}</Badge> },
            { title: 'Identifiers', isNumber: true, cell: ({ status }) => countText(counts[status]) },
          ]}
        />
      </Card>
      {kinds.map(
        ({ status, title, what }) =>
          counts[status] > 0 && (
            <Card
              title={title}
              isFlush
              note={
                counts[status] > listedMax
                  ? `the first ${listedMax} of ${countText(counts[status])}`
                  : countText(counts[status])
              }
            >
              <Empty>
                <p>{what}</p>
              </Empty>
              <People
                request={request}
                title={title}
                people={members.filter((its) => its.status === status).slice(0, listedMax)}
              />
            </Card>
          ),
      )}
    </>
  );
}

function People({
  request: { workspace, params },
  title,
  people,
}: {
  request: WorkspaceRequest<'/cohorts/:partner/:cohort_id/compare'>;
  title: string;
  people: readonly Person[];
}) {
  const cohort = links.cohort(workspace.id, params.partner, params.cohort_id);
  return (
    <Table
      caption={title}
      rows={people}
      columns={[
        {
          title: 'Identifier',
          cell: ({ identifier }) => (
            <a href={withQuery(cohort, { person: nameOf(identifier) })}>
              <IdentifierCode of={identifier} />
            </a>
          ),
        },
        {
          title: 'Why',
          cell: ({ message, similar }) => (
            <p class="why">
              {similar !== undefined && (
                <>
                  A user has <IdentifierCode of={similar} />.{' '}
                </>
              )}
              {similar === undefined && asSentence(message)}
            </p>
          ),
        },
      ]}
    />
  );
}
