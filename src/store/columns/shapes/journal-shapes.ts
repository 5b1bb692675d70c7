import type {
  Decision,
  DecisionNote,
  JournalEntry,
  JournaledMessage,
  MembershipTally,
  Refusal,
} from '../../../domain/journal/journal.js';
import {
  both,
  byTag,
  finite,
  json,
  listOf,
  nullable,
  object,
  oneOf,
  optional,
  recordOf,
  type Shape,
  text,
} from '../shape.js';
import { count, membershipOutcome } from './user-shapes.js';

const message = object<JournaledMessage>({ headers: recordOf(text), body: json });

const note = object<DecisionNote>({
  rule: text,
  message: text,
  path: optional(text),
  count: optional(count),
  paths: optional(listOf(text)),
  received: optional(json),
  hint: optional(text),
});

const decision = byTag<Decision>('kind', {
  accepted: object<Extract<Decision, { kind: 'accepted' }>>({ kind: oneOf('accepted'), notes: listOf(note) }),
  refused: both(
    object<Pick<Refusal, 'kind' | 'notes'>>({ kind: oneOf('refused'), notes: optional(listOf(note)) }),
    note,
  ) as Shape<Decision>,
});

/** The part of an entry that is kept as JSON. */
export const journalContent = object<
  Pick<JournalEntry, 'request' | 'durationMs' | 'fault' | 'decision' | 'outcome'> & {
    query: string;
    response: JournaledMessage | null;
  }
>({
  query: text,
  request: message,
  response: nullable(message),
  durationMs: finite,
  fault: nullable(object<NonNullable<JournalEntry['fault']>>({ id: text, effect: json })),
  decision,
  outcome: nullable(membershipOutcome),
});

export const membershipTally = object<MembershipTally>({
  added: count,
  already_member: count,
  removed: count,
  not_member: count,
  unknown: count,
  skipped: count,
  size: optional(count),
});
