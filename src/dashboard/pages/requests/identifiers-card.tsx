import type { CohortOutcome, JournalEntry } from '../../../client/api.js';
import { links } from '../../links.js';
import type { Tone } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Badge, Code } from '../../parts/text.js';

/** Identifiers of one kind that are shown at first. */
const shownMax = 20;

interface Group {
  word: string;
  why: string;
  tone: Tone;
  ids: string[];
}

/** What became of the identifiers of a change of a cohort. */
export function IdentifiersCard({
  entry,
  ws,
  isWhole,
}: {
  entry: JournalEntry;
  ws: string;
  isWhole: boolean;
}) {
  const { outcome, partner, cohort_id, id } = entry;
  if (outcome === null || partner === null || cohort_id === null) return null;
  const groups = groupsOf(outcome).filter(({ ids }) => ids.length > 0);
  const counts: [number, string][] = [
    [outcome.added, 'added'],
    [outcome.removed, 'removed'],
    [outcome.already_member, 'in the cohort already'],
    [outcome.not_member, 'to be removed, and not in it'],
  ];
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${countText(count)} ${what}`);
  return (
    <Card
      title="What became of each identifier"
      isFlush
      note={<a href={links.sync(ws, partner, cohort_id, id)}>Who came and who left</a>}
    >
      <div class="body">
        <p>{told.length === 0 ? 'Nobody was added or removed.' : `${told.join(', ')}.`}</p>
      </div>
      {groups.map((group) => (
        <IdGroup group={group} isWhole={isWhole} />
      ))}
    </Card>
  );
}

function IdGroup({ group: { word, why, tone, ids }, isWhole }: { group: Group; isWhole: boolean }) {
  const shown = isWhole ? ids : ids.slice(0, shownMax);
  return (
    <div class="id-group">
      <h3>
        <Badge tone={tone}>
          {countText(ids.length)} {word}
        </Badge>
      </h3>
      <p class="quiet">{why}</p>
      <p class="ids">
        {shown.map((id) => (
          <Code>{id}</Code>
        ))}
        {shown.length < ids.length && (
          <a href="?body=all">{counted(ids.length - shown.length, 'more', 'more')}</a>
        )}
      </p>
    </div>
  );
}

function groupsOf({ unknown, skipped_identified, conflicts }: CohortOutcome): Group[] {
  return [
    {
      word: 'unknown',
      why: 'They are of no user, and a cohort import never creates one. Make the users first, then send them again.',
      tone: 'idle',
      ids: [
        ...unknown.user_ids,
        ...unknown.device_ids.map((id) => `device ${id}`),
        ...unknown.aliases.map(({ alias_label, alias_name }) => `${alias_label}:${alias_name}`),
      ],
    },
    {
      word: 'skipped',
      why: 'These devices belong to identified users, whom Braze finds by external ID and alias alone. Send their external ID.',
      tone: 'idle',
      ids: skipped_identified.device_ids,
    },
    {
      word: 'contradicted',
      why: 'The request adds and removes the same user.',
      tone: 'idle',
      ids: conflicts.map(
        ({ identifier, applied }) => `${Object.values(identifier).map(textOf).join()}: ${applied}`,
      ),
    },
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
