import type { Decision, DecisionNote, JournalEntry } from '../../domain/journal/journal.js';
import type { JsonObject } from '../../domain/json.js';
import { isoTime } from '../../domain/time/time.js';
import { outcomeJson } from '../outcome.js';

/** An entry of the journal as DESIGN 4.2 names its parts. */
export function journalEntryJson(entry: JournalEntry): JsonObject {
  return {
    id: entry.id,
    at: isoTime(entry.at),
    method: entry.method,
    path: entry.path,
    workspace: entry.workspaceId,
    partner: entry.partner,
    cohort_id: entry.cohortId,
    request: { ...entry.request },
    response: entry.response && { ...entry.response },
    duration_ms: Number(entry.durationMs.toFixed(3)),
    fault: entry.fault && { ...entry.fault },
    decision: decisionJson(entry.decision),
    outcome: entry.outcome && outcomeJson(entry.outcome),
  };
}

export function decisionJson(decision: Decision): JsonObject {
  return decision.kind === 'accepted'
    ? { kind: 'accepted', notes: decision.notes.map(noteJson) }
    : { kind: 'refused', ...noteJson(decision) };
}

function noteJson({ rule, message, path, received, hint }: DecisionNote): JsonObject {
  return {
    rule,
    message,
    ...(path !== undefined && { path }),
    ...(received !== undefined && { received }),
    ...(hint !== undefined && { hint }),
  };
}
