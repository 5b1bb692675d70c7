import type { CohortIdentifier, MembershipOutcome } from '../domain/cohort.js';
import type { AppliedChange } from '../domain/due-work.js';
import { isToldByOutcome } from '../domain/journal/ignored-identifiers.js';
import type { Decision } from '../domain/journal/journal.js';
import type { FinishedRequest } from '../domain/journal/request-record.js';
import type { Clock } from '../domain/time/clock.js';
import { isoTime } from '../domain/time/time.js';
import { visible, visibleLines } from '../platform/visible.js';
import { decisionJson } from '../wire/control/journal/journal.js';
import { outcomeCounts, outcomeJson } from '../wire/outcome.js';
import type { Colour, Paint } from './colours.js';
import { describeDefect } from './exit-codes.js';

/** What a running server tells on stderr. Keys are never in it. */
export interface Log {
  request(finished: FinishedRequest): void;
  /** A change that a processing delay held back has been applied, or could not be. */
  applied(applied: AppliedChange): void;
  notice(message: string): void;
  /** A defect of the emulator, told in every format and when quiet too. */
  defect(error: unknown): void;
}

type Write = (line: string) => void;

/** For people: one short line per request. */
export function prettyLog(write: Write, paint: Paint): Log {
  return {
    request: (finished) => write(requestLine(finished, paint)),
    applied: (applied) => write(appliedLine(applied, paint)),
    notice: (message) => write(visible(message)),
    defect: (error) => write(paint('red', visibleLines(describeDefect(error)))),
  };
}

/** For programs: one JSON object per line. */
export function jsonLog(write: Write, clock: Clock): Log {
  const writeEvent = (event: string, fields: object, at = clock.now()) =>
    write(visible(JSON.stringify({ time: isoTime(at), event, ...fields })));
  return {
    request: (finished) => writeEvent('request', requestFields(finished), finished.receivedAt),
    applied: (applied) => writeEvent('applied', appliedFields(applied)),
    notice: (message) => writeEvent('notice', { message }),
    defect: (error) => writeEvent('defect', { message: describeDefect(error) }),
  };
}

/** The same log without anything but defects. */
export function quietLog(log: Log): Log {
  return { request: () => {}, applied: () => {}, notice: () => {}, defect: log.defect };
}

function requestLine(finished: FinishedRequest, paint: Paint): string {
  const { id, method, path, status, durationMs, receivedAt, workspaceName, cohortId } = finished;
  const { decision, outcome, fault, heldUntil } = finished;
  const parts: Part[] = [
    [localTime(receivedAt), 'dim'],
    [`${method} ${withoutQuery(path)}`],
    status === null ? ['no answer', 'red'] : [String(status), colourOf(status)],
    [`${durationMs.toFixed(1)} ms`, 'dim'],
  ];
  if (workspaceName !== null) parts.push([workspaceName, 'cyan']);
  if (cohortId !== null) parts.push([`cohort ${cohortId}`]);
  if (fault !== null) parts.push([`fault ${fault.id} ${JSON.stringify(fault.effect)}`]);
  if (outcome !== null) parts.push([outcomeText(outcome)]);
  parts.push(...reasonsOf(decision).map((reason): Part => [reason]));
  if (heldUntil !== null) parts.push([`applied at ${isoTime(heldUntil)}`]);
  parts.push([id, 'dim']);
  return lineOf(parts, paint);
}

type Part = [text: string, colour?: Colour];

/** A request must not write lines of its own, or colour the terminal. */
function lineOf(parts: readonly Part[], paint: Paint): string {
  return parts
    .map(([text, colour]) => (colour === undefined ? visible(text) : paint(colour, visible(text))))
    .join('  ');
}

function colourOf(status: number): Colour {
  if (status < 400) return 'green';
  return status < 500 ? 'yellow' : 'red';
}

/** Why it was refused, or what had no effect; of a cohort's members the counts say that already, of faults they do. */
function reasonsOf(decision: Decision): string[] {
  if (decision.kind === 'refused') {
    const { rule, message, hint } = decision;
    if (rule === 'fault_injected') return [];
    return [`${rule}: ${message}${hint === undefined ? '' : `. ${hint}`}`];
  }
  const notes = decision.notes.filter(({ rule }) => !isToldByOutcome(rule) && rule !== 'fault_injected');
  return notes.map(({ rule, message }) => `${rule}: ${message}`);
}

function appliedLine(
  { operation, requestId, workspace, at, outcome, refusal }: AppliedChange,
  paint: Paint,
): string {
  const became =
    refusal !== undefined
      ? `not applied: ${refusal.code}: ${refusal.message}`
      : outcome === undefined
        ? 'applied'
        : outcomeText(outcome);
  return lineOf(
    [[isoTime(at), 'dim'], [`${operation} of ${requestId}`], [workspace.name, 'cyan'], [became]],
    paint,
  );
}

function appliedFields({ operation, requestId, workspace, at, outcome, refusal }: AppliedChange): object {
  return {
    id: requestId,
    operation,
    workspace: workspace.id,
    workspace_name: workspace.name,
    applied_at: isoTime(at),
    refusal: refusal && { code: refusal.code, message: refusal.message },
    outcome: outcome && outcomeJson(outcome),
  };
}

function requestFields(finished: FinishedRequest): object {
  const { id, method, path, status, durationMs, workspaceId, workspaceName, partner, cohortId } = finished;
  const { fault, decision, outcome, heldUntil } = finished;
  const told = {
    id,
    method,
    path: withoutQuery(path),
    status,
    duration_ms: Number(durationMs.toFixed(3)),
    // Keys that opened none may still name one.
    workspace: workspaceName && workspaceId,
    workspace_name: workspaceName,
    partner,
    cohort_id: cohortId,
    fault,
    decision: decisionJson(decision),
    outcome: outcome && outcomeJson(outcome),
    applied_at: heldUntil && isoTime(heldUntil),
  };
  // What is not known is left out, but a request without an answer has no status.
  return Object.fromEntries(
    Object.entries(told).filter(([name, value]) => value !== null || name === 'status'),
  );
}

function withoutQuery(path: string): string {
  return path.split('?', 1)[0] ?? path;
}

/** How many identifiers came to what, and which ones came to nothing or were contradicted. */
function outcomeText(outcome: MembershipOutcome): string {
  const counts = Object.entries(outcomeCounts(outcome)).filter(([, count]) => count > 0);
  if (counts.length === 0) return 'nobody named';
  const named = outcomeIdentifiers(outcome);
  return counts
    .map(([name, count]) => `${name} ${count}${named[name] ? ` (${shortened(named[name])})` : ''}`)
    .join(', ');
}

function outcomeIdentifiers({
  unknown,
  skippedIdentified,
  conflicts,
}: MembershipOutcome): Record<string, string[]> {
  return {
    unknown: [
      ...unknown.externalIds.map((externalId) => identifierText({ externalId })),
      ...unknown.deviceIds.map((deviceId) => identifierText({ deviceId })),
      ...unknown.aliases.map((alias) => identifierText({ alias })),
    ],
    skipped_identified: skippedIdentified.deviceIds.map((deviceId) => identifierText({ deviceId })),
    conflicts: conflicts.map(({ identifier, applied }) => `${identifierText(identifier)}: ${applied}`),
  };
}

function identifierText(identifier: CohortIdentifier): string {
  if ('externalId' in identifier) return `user_id ${identifier.externalId}`;
  if ('deviceId' in identifier) return `device_id ${identifier.deviceId}`;
  return `alias ${identifier.alias.label}:${identifier.alias.name}`;
}

/** A line stays one that can be read; the JSON format has them all. */
const identifiersToldMax = 5;

function shortened(identifiers: readonly string[]): string {
  const rest = identifiers.length - identifiersToldMax;
  const told = identifiers.slice(0, identifiersToldMax).join(', ');
  return rest > 0 ? `${told} and ${rest} more` : told;
}

function localTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
