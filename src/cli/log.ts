import type { Clock } from '../domain/clock.js';
import type { MembershipOutcome } from '../domain/cohort.js';
import type { Decision } from '../domain/journal.js';
import { isoTime } from '../domain/time.js';
import type { FinishedExchange } from '../http/exchange.js';
import { decisionJson } from '../wire/journal-views.js';
import { outcomeJson } from '../wire/outcome.js';
import type { Paint } from './colours.js';
import { describeDefect } from './exit-codes.js';

/** What a running server tells on stderr. Keys are never in it. */
export interface Log {
  request(finished: FinishedExchange): void;
  notice(message: string): void;
  /** A defect of the emulator, told in every format and when quiet too. */
  defect(error: unknown): void;
}

type Write = (line: string) => void;

/** For people: one short line per request. */
export function prettyLog(write: Write, paint: Paint): Log {
  return {
    request: (finished) => write(requestLine(finished, paint)),
    notice: (message) => write(message),
    defect: (error) => write(paint('red', describeDefect(error))),
  };
}

/** For programs: one JSON object per line. */
export function jsonLog(write: Write, clock: Clock): Log {
  const writeEvent = (event: string, fields: object, at = clock.now()) =>
    write(JSON.stringify({ time: isoTime(at), event, ...fields }));
  return {
    request: (finished) => writeEvent('request', requestFields(finished), finished.startedAt),
    notice: (message) => writeEvent('notice', { message }),
    defect: (error) => writeEvent('defect', { message: describeDefect(error) }),
  };
}

/** The same log without anything but defects. */
export function quietLog(log: Log): Log {
  return { request: () => {}, notice: () => {}, defect: log.defect };
}

function requestLine(finished: FinishedExchange, paint: Paint): string {
  const { method, path, status, durationMs, startedAt, workspace, decision, outcome } = finished;
  const parts = [
    paint('dim', localTime(startedAt)),
    `${method} ${printable(path)}`,
    status === null ? paint('red', 'no answer') : paint(colourOf(status), String(status)),
    paint('dim', `${durationMs.toFixed(1)} ms`),
  ];
  if (workspace !== undefined) parts.push(paint('cyan', printable(workspace.name)));
  if (outcome !== undefined) parts.push(outcomeCounts(outcome));
  parts.push(...reasonsOf(decision));
  return parts.join('  ');
}

function colourOf(status: number): Parameters<Paint>[0] {
  if (status < 400) return 'green';
  return status < 500 ? 'yellow' : 'red';
}

/** Why it was refused, or what had no effect; of a cohort's members the counts say that already. */
function reasonsOf(decision: Decision): string[] {
  if (decision.kind === 'refused') {
    const { rule, message, hint } = decision;
    return [printable(`${rule}: ${message}${hint === undefined ? '' : `. ${hint}`}`)];
  }
  const notes = decision.notes.filter((note) => note.path !== 'cohort_changes');
  return notes.map(({ rule, message }) => printable(`${rule}: ${message}`));
}

function requestFields(finished: FinishedExchange): object {
  const { id, method, path, status, durationMs, workspace, partner, cohortId, decision, outcome } = finished;
  return {
    id,
    method,
    path,
    status,
    duration_ms: Number(durationMs.toFixed(3)),
    workspace: workspace?.id,
    workspace_name: workspace?.name,
    partner,
    cohort_id: cohortId,
    decision: decisionJson(decision),
    outcome: outcome && outcomeJson(outcome),
  };
}

function outcomeCounts(outcome: MembershipOutcome): string {
  const { unknown, skippedIdentified, conflicts } = outcome;
  const counts = {
    added: outcome.added,
    already_member: outcome.alreadyMember,
    removed: outcome.removed,
    not_member: outcome.notMember,
    unknown: unknown.externalIds.length + unknown.deviceIds.length + unknown.aliases.length,
    skipped_identified: skippedIdentified.deviceIds.length,
    conflicts: conflicts.length,
  };
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return told.length === 0 ? 'nobody named' : told.map(([name, count]) => `${name} ${count}`).join(', ');
}

/** Control characters would let a request write lines of its own, or colour the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\u{fffd}');
}

function localTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
