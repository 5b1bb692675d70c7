import type { MembershipChange } from '../../domain/cohort.js';
import { groupNotes } from '../../domain/journal/grouped-notes.js';
import type { MembershipResult } from '../../domain/journal/ignored-identifiers.js';
import type { DecisionNote } from '../../domain/journal/journal.js';
import { redactEntry } from '../../domain/journal/redaction.js';
import type { JsonValue } from '../../domain/json.js';
import { follow, stepsOf } from '../../domain/json-path.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findJournalEntry, updateJournalEntry } from '../../store/journal.js';
import type { Context } from '../context.js';
import { explainMembership } from './explain-membership.js';
import { learnKeys } from './known-keys.js';
import { shortDecision } from './short-decision.js';

const nothing = { headers: {}, body: null };

/**
 * Completes the journal entry of a request whose change a processing delay held back, now that it is applied: with what
 * became of each identifier. When the entry is not there yet, it is completed once it is; no change when it is gone by now.
 */
export function recordOutcome(
  context: Context,
  workspace: Workspace,
  requestId: string,
  changes: readonly MembershipChange[],
  result: MembershipResult,
): void {
  const found = findJournalEntry(context.database, workspace.number, requestId);
  if (found === undefined) context.early.get(requestId)?.push({ changes, result });
  if (found === undefined || found.entry.decision.kind !== 'accepted') return;
  const { body } = found.entry.request;
  const ofMembers = groupNotes(explainMembership(context, workspace, changes, result));
  const notes = [...found.entry.decision.notes, ...ofMembers.map((note) => withReceived(note, body))];
  const decision = { kind: 'accepted' as const, notes };
  // The rest of the entry has no keys in it any more.
  const ofOutcome = { ...found.entry, request: nothing, response: null, outcome: result.outcome, decision };
  const clean = redactEntry(ofOutcome, [learnKeys(context)]);
  updateJournalEntry(context.database, found.position, {
    ...found.entry,
    outcome: clean.outcome,
    decision: shortDecision(clean.decision),
  });
}

function withReceived(note: DecisionNote, body: JsonValue): DecisionNote {
  const received = note.path === undefined ? undefined : follow(body, stepsOf(note.path));
  return received === undefined ? note : { ...note, received };
}
