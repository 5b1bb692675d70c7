import type { MembershipOutcome } from '../../domain/cohort.js';
import { redactEntry } from '../../domain/journal/redaction.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findJournalEntry, updateJournalEntry } from '../../store/journal.js';
import type { Context } from '../context.js';
import { explainOutcome } from './explain-outcome.js';
import { learnKeys, shortDecision } from './record-request.js';

/**
 * Completes the journal entry of a request whose change a processing delay held back, now that it is applied: with what
 * became of each identifier. No change when the entry is gone by now.
 */
export function recordOutcome(
  context: Context,
  workspace: Workspace,
  requestId: string,
  outcome: MembershipOutcome,
): void {
  const found = findJournalEntry(context.database, workspace.number, requestId);
  if (found === undefined || found.entry.decision.kind !== 'accepted') return;
  const notes = [...found.entry.decision.notes, ...explainOutcome(context, workspace, outcome)];
  const raw = { ...found.entry, outcome, decision: { kind: 'accepted' as const, notes } };
  const clean = redactEntry(raw, [learnKeys(context)]);
  updateJournalEntry(context.database, found.position, { ...clean, decision: shortDecision(clean.decision) });
}
