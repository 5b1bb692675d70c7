import type { JournalEntry, RequestMatch } from '../client/api.js';
import { after, type Either } from '../client/call.js';
import { EmulatorError } from '../domain/errors.js';
import { anObject, aText, refuseArgument } from '../library/arguments.js';
import type { WorkspaceHandle } from '../library/handles/workspace.js';
import { shopOf } from './subjects.js';
import { type Verdict, withPage } from './verdict.js';

/** Which requests are meant: a path, where `*` is one segment and a last `**` any rest, or more about them. */
export type RequestTarget = string | RequestMatch;

/** How many of them there may be, both included. */
export type Bounds = { at_least?: number; at_most?: number };

/** How many requests a message shows. */
const shownMax = 10;

/** A request with its number in the journal of its workspace, from 1. */
type Numbered = readonly [entry: JournalEntry, number: number];

/** Whether a workspace received such a request, or so many of them. @param times  Left out: at least one. */
export function checkReceived(
  check: string,
  subject: unknown,
  match: RequestTarget,
  times?: number | Bounds,
): Either<Verdict> {
  const shop = shopOf(check, subject);
  const its = typeof match === 'string' ? { route: aText('match', match) } : anObject('match', match);
  if (typeof times !== 'object' && times !== undefined && !(Number.isSafeInteger(times) && times >= 0)) {
    refuseArgument('times', 'a whole number from 0 on', times);
  }
  const such = `such as ${JSON.stringify(its)}`;
  const verdict = after(missOf(shop, its, times), (miss) =>
    after(shop.requests(), (requests) => {
      const pass = miss === undefined;
      const number = times === undefined ? 'no request' : `another number of requests than ${spoken(times)}`;
      const first = pass
        ? [`Expected ${number} ${such}.`]
        : [`Expected requests ${such}.`, numbersIn(miss, requests)];
      const message = [...first, ...requestList(requests)].join('\n');
      return { pass, message };
    }),
  );
  return withPage(verdict, journalPage(shop));
}

/** Where a person reads what reached a workspace. */
export function journalPage({ page }: Pick<WorkspaceHandle<'either'>, 'page'>): string {
  return `${page}/requests`;
}

function spoken(times: number | Bounds): string {
  if (typeof times === 'number') return String(times);
  const { at_least, at_most } = times;
  const parts = [
    at_least !== undefined && `at least ${at_least}`,
    at_most !== undefined && `at most ${at_most}`,
  ];
  return parts.filter(Boolean).join(' and ');
}

/** Numbers in place of the ids of requests. */
function numbersIn(text: string, requests: readonly JournalEntry[]): string {
  return requests.reduce((its, { id }, index) => its.replaceAll(`  ${id}:`, `  request ${index + 1}:`), text);
}

/** What an expectation missed; `undefined` when it is met. */
function missOf(
  shop: WorkspaceHandle<'either'>,
  match: RequestMatch,
  times: number | Bounds | undefined,
): Either<string | undefined> {
  const orMiss = (error: unknown) => {
    if (error instanceof EmulatorError && error.code === 'not_met') return error.message;
    throw error;
  };
  try {
    const bounds = typeof times === 'object' ? times : { exactly: times };
    const verified = shop.verify({ match, ...bounds });
    return verified instanceof Promise ? verified.then(() => undefined, orMiss) : undefined;
  } catch (error) {
    return orMiss(error);
  }
}

/**
 * Whether no request of a workspace was refused, but by planted faults.
 *
 * @param strays  Requests that reached no workspace, and that nobody else can have sent.
 */
export function checkNoRefusals(
  check: string,
  subject: unknown,
  strays: readonly JournalEntry[] = [],
): Either<Verdict> {
  const shop = shopOf(check, subject);
  const verdict = after(allRequests(shop), (requests) => {
    const all = [...numbered(requests), ...strays.map((entry) => [entry, undefined] as const)];
    const refused = all.filter(([entry]) => isRefused(entry));
    const pass = refused.length === 0;
    const message = pass
      ? ['Expected a refusal, but no request was refused.', ...requestList(requests)].join('\n')
      : refusalText(refused);
    return { pass, message, expected: [], actual: refused.map(([entry]) => lineOf(entry)) };
  });
  return withPage(verdict, journalPage(shop));
}

/** @throws EmulatorError `journal_incomplete` when it had to let go of some: nothing can be said of all then. */
function allRequests(shop: WorkspaceHandle<'either'>): Either<JournalEntry[]> {
  return after(shop.verify({ at_least: 0 }), () => shop.requests());
}

/** Refused by a rule, and not by a planted fault. */
export function isRefused({ decision }: JournalEntry): boolean {
  return decision.kind === 'refused' && decision.rule !== 'fault_injected';
}

/** What was refused, and why. A number is that of the request in `requests()` of its workspace; `undefined` for a stray one. */
export function refusalText(refused: readonly (readonly [JournalEntry, number | undefined])[]): string {
  const lines = refused.slice(0, shownMax).map(([entry, number]) => {
    const { decision } = entry;
    if (decision.kind !== 'refused') return '';
    const hint = decision.hint === undefined ? '' : `. ${decision.hint}`;
    const name = number === undefined ? 'a request without the key of a workspace' : `request ${number}`;
    return `  ${name}: ${lineOf(entry)} ${decision.rule}: ${decision.message}${hint}`;
  });
  const what = refused.length === 1 ? '1 request was refused' : `${refused.length} requests were refused`;
  return [`Expected no refusal, but ${what}:`, ...lines, ...moreThan(refused.length)].join('\n');
}

/** Whether no request of a workspace named somebody who is no user. */
export function checkNoUnknownIds(check: string, subject: unknown): Either<Verdict> {
  const shop = shopOf(check, subject);
  const verdict = after(allRequests(shop), (requests) => {
    const naming = numbered(requests).filter(([entry]) => unknownIn(entry).length > 0);
    const pass = naming.length === 0;
    const lines = naming.slice(0, shownMax).map(([entry, number]) => {
      const ids = unknownIn(entry);
      const more = ids.length > shownMax ? ` and ${ids.length - shownMax} more` : '';
      return `  request ${number}: ${ids.slice(0, shownMax).join(', ')}${more}. ${hintIn(entry)}`;
    });
    const message = pass
      ? ['Expected a request that names somebody who is no user, but none did.', ...requestList(requests)]
      : [
          'Expected requests to name users alone, but these identifiers are of nobody:',
          ...lines,
          ...moreThan(naming.length),
        ];
    return {
      pass,
      message: message.join('\n'),
      expected: [],
      actual: naming.flatMap(([entry]) => unknownIn(entry)),
    };
  });
  return withPage(verdict, journalPage(shop));
}

function unknownIn({ outcome }: JournalEntry): string[] {
  if (outcome === null) return [];
  const { user_ids, device_ids, aliases } = outcome.unknown;
  return [
    ...user_ids,
    ...device_ids.map((id) => `device:${id}`),
    ...aliases.map(({ alias_label, alias_name }) => `${alias_label}:${alias_name}`),
  ];
}

/** What to do about unknown ids, as the journal says it. */
function hintIn({ decision }: JournalEntry): string {
  const notes = decision.kind === 'accepted' ? decision.notes : [];
  return notes.find(({ rule }) => rule.startsWith('unknown_'))?.hint ?? '';
}

/** A request and its answer on one line. */
function lineOf({ method, path, response, fault }: JournalEntry): string {
  const by = fault === null ? '' : ' (planted fault)';
  return `${method} ${path} → ${response?.status ?? 'no answer'}${by}`;
}

/** The last requests of a workspace, in lines. */
function requestList(requests: readonly JournalEntry[]): string[] {
  if (requests.length === 0) return ['No request reached the workspace.'];
  const shown = numbered(requests).slice(-shownMax);
  const title = shown.length < requests.length ? `The last ${shownMax} requests:` : 'Its requests:';
  return [title, ...shown.map(([entry, number]) => `  ${number}. ${lineOf(entry)}`)];
}

function numbered(requests: readonly JournalEntry[]): Numbered[] {
  return requests.map((entry, index) => [entry, index + 1]);
}

function moreThan(count: number): string[] {
  return count > shownMax ? [`  and ${count - shownMax} more`] : [];
}
