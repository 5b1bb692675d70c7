import type { Child } from 'hono/jsx';
import type { JournalEntry } from '../../../client/api.js';
import { Badge } from '../../parts/text.js';
import { isHeldBack, notesOf, outcomeParts, sentence, verdictOf } from './words.js';

/** What was decided, why, and what to do next. */
export function Verdict({ of: entry }: { of: JournalEntry }) {
  const { decision, fault } = entry;
  if (decision.kind === 'refused' && decision.rule !== 'fault_injected') {
    return <Told head="Nothing was applied." reason={reasonOf(decision)} />;
  }
  if (fault !== null) return <Told head={faultHead(entry)} reason={faultReason(entry)} />;
  if (isHeldBack(entry)) {
    return (
      <Told
        head="It is accepted, and not applied yet."
        reason="The processing delay of the workspace holds the change back. Advance the clock to apply it."
      />
    );
  }
  return <Accepted of={entry} />;
}

function Told({ head, reason }: { head: string; reason: Child }) {
  return (
    <>
      <strong>{head}</strong> {reason}
    </>
  );
}

function reasonOf({ message, hint }: { message: string; hint?: string }): string {
  return hint === undefined ? sentence(message) : `${sentence(message)} ${sentence(hint)}`;
}

function faultHead({ decision }: JournalEntry): string {
  return decision.kind === 'refused' ? 'Nothing was applied.' : 'It was applied.';
}

function faultReason({ response, decision }: JournalEntry): string {
  if (response === null) {
    return 'A planted fault kept the answer. A connector cannot know whether it was applied, and sends the same again.';
  }
  return decision.kind === 'refused'
    ? `A planted fault answered ${response.status} in place of Braze. A connector sends the same again.`
    : 'A planted fault struck it on its way.';
}

function Accepted({ of: entry }: { of: JournalEntry }) {
  const { outcome } = entry;
  const notes = notesOf(entry);
  const { word } = verdictOf(entry);
  const head = { 'no effect': 'Nothing changed.', answered: 'It was answered.' }[word] ?? 'It was applied.';
  const parts = outcome === null ? [] : outcomeParts(outcome);
  const [first] = notes;
  return (
    <>
      <strong>{head}</strong>{' '}
      {parts.map(({ text, tone }) => (
        <Badge tone={tone}>{text}</Badge>
      ))}{' '}
      {first !== undefined && reasonOf(first)}
    </>
  );
}
