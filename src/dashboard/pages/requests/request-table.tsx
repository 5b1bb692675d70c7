import type { Clock, JournalEntry } from '../../../client/api.js';
import { counted } from '../../parts/numbers.js';
import { Table } from '../../parts/table.js';
import { Badge, Code, PathCode } from '../../parts/text.js';
import { At } from '../../parts/time.js';
import { bare, notesOf, outcomeParts, statusText, statusTone, verdictOf } from './words.js';

interface RequestTableProps {
  requests: readonly JournalEntry[];
  clock: Pick<Clock, 'now'>;
  hrefOf: (id: string) => string;
  /** Where there is little room: an answer by its number, and no cohort. */
  isShort?: boolean;
}

/** Requests, one a row: when, what, its answer and what became of it. */
export function RequestTable({ requests, clock, hrefOf, isShort = false }: RequestTableProps) {
  return (
    <Table
      caption="Requests"
      rows={requests}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'When',
          cell: ({ id, at }) => (
            <a href={hrefOf(id)}>
              <At at={at} clock={clock} />
            </a>
          ),
        },
        {
          title: 'Request',
          cell: ({ id, method, path }) => (
            <a href={hrefOf(id)} class="line">
              <PathCode>{`${method} ${bare(path)}`}</PathCode>
            </a>
          ),
        },
        {
          title: 'Status',
          cell: (entry) => (
            <Badge tone={statusTone(entry)}>{(isShort && entry.response?.status) || statusText(entry)}</Badge>
          ),
        },
        { title: 'Outcome', cell: (entry) => <Outcome of={entry} /> },
        ...(isShort
          ? []
          : [
              {
                title: 'Cohort',
                cell: ({ cohort_id }: JournalEntry) => cohort_id && <Code max={24}>{cohort_id}</Code>,
              },
            ]),
      ]}
    />
  );
}

function Outcome({ of: entry }: { of: JournalEntry }) {
  const { decision, outcome } = entry;
  const { word, tone } = verdictOf(entry);
  const parts = outcome === null ? [] : outcomeParts(outcome);
  const notes = notesOf(entry).length;
  return (
    <div class="outcome">
      {parts.length > 0 && word !== 'fault' ? (
        parts.map((part) => <Badge tone={part.tone}>{part.text}</Badge>)
      ) : (
        <Badge tone={tone}>{word}</Badge>
      )}
      {decision.kind === 'refused' && word === 'refused' && (
        <small>{decision.rule.replaceAll('_', ' ')}</small>
      )}
      {decision.kind === 'accepted' && notes > 0 && <small>{counted(notes, 'note')}</small>}
    </div>
  );
}
