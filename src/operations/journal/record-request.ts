import type { Endpoint } from '../../domain/endpoint.js';
import { placeholderNotes } from '../../domain/journal/explanation/placeholder-ids.js';
import { unknownFieldNotes } from '../../domain/journal/explanation/unknown-fields.js';
import { valueAt } from '../../domain/journal/explanation/value-at.js';
import { groupNotes } from '../../domain/journal/grouped-notes.js';
import type { Decision, DecisionNote, JournalEntry } from '../../domain/journal/journal.js';
import { KeyFinder } from '../../domain/journal/key-finder.js';
import { type PlacedKey, placedKeys } from '../../domain/journal/placed-keys.js';
import { redactEntry } from '../../domain/journal/redaction.js';
import type { ObservedBody, RequestRecord } from '../../domain/journal/request-record.js';
import { shortened, shortenedText } from '../../domain/journal/shortened.js';
import type { JsonValue } from '../../domain/json.js';
import {
  journaledBodyBytesMax,
  journaledTextLengthMax,
  shownSentenceLengthMax,
} from '../../domain/limits.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { insertJournalEntry } from '../../store/journal.js';
import { type Context, nowOf } from '../context.js';
import { presentWorkspace } from '../workspaces/present-workspace.js';
import { findNamedWorkspace } from './explain-keys.js';
import { explainMembership } from './explain-membership.js';
import { explainRefusal } from './explain-refusal.js';
import { learnKeys } from './known-keys.js';

/** No key is longer in any spelling. */
const keyFormLengthMax = 4_096;

/**
 * Writes a request with its answer into the journal, with the reason for it and without any key: into that of the
 * workspace its keys opened; one that was not let in goes to the server's, and to that of a workspace its keys name.
 *
 * @param endpoints  Everything that Braze has.
 * @returns The entry as written.
 */
export function recordRequest(
  context: Context,
  record: RequestRecord,
  endpoints: readonly Endpoint[],
): JournalEntry {
  const placed = placedKeys(record);
  const finders = findersOf(context, placed);
  // It may have been deleted while its request was answered, and its number given to another.
  const opened = record.workspace && presentWorkspace(context, record.workspace);
  const workspace = opened ?? (record.isForeign ? undefined : findNamedWorkspace(context, placed));
  const decision = decide(context, record, opened, endpoints);
  const at = workspace === undefined ? record.receivedAt : (record.enteredAt ?? nowOf(context, workspace));
  const raw = { ...entryOf(record, at, workspace), decision };
  const clean = redactEntry(raw, finders, record.refusal?.details.echoed);
  // Shortened and put into small letters only now: half a key, or one in base64, would not be recognized any more.
  const entry = {
    ...clean,
    partner: clean.partner?.toLowerCase() ?? null,
    decision: shortDecision(clean.decision),
  };
  entry.request.body = shortBody(record.body, entry.request.body);
  insertJournalEntry(context.database, workspace?.number ?? 0, opened !== undefined, entry);
  return entry;
}

/** The server's keys, and what this request has in places for keys, be it a key or not. */
function findersOf(context: Context, placed: readonly PlacedKey[]): KeyFinder[] {
  const known = learnKeys(context);
  const strangers = new KeyFinder();
  for (const { value } of placed) if (!known.has(value)) strangers.addStranger(value);
  return [known, strangers];
}

function entryOf(
  record: RequestRecord,
  at: number,
  workspace: Workspace | undefined,
): Omit<JournalEntry, 'decision'> {
  const { id, method, path, query, headers, answer = null, partner, cohortId, durationMs } = record;
  return {
    id,
    at,
    method,
    path: path + query,
    workspaceId: workspace?.id ?? null,
    partner: partner ?? null,
    cohortId: cohortId ?? null,
    request: { headers, body: journaledBody(record.body) },
    response: answer && {
      status: answer.status,
      headers: answer.headers,
      body: journaledBody(answer.body),
    },
    durationMs,
    fault: record.fault ?? null,
    outcome: record.outcome ?? null,
  };
}

/** A body that cannot be kept is spoken of in brackets. */
function journaledBody(body: ObservedBody): JsonValue {
  switch (body.kind) {
    case 'none':
      return null;
    case 'json':
      return body.value;
    case 'text':
      return body.text.slice(0, journaledTextLengthMax + keyFormLengthMax);
    case 'binary':
      return `[${body.byteCount} bytes that are no text]`;
    case 'too_large':
      return `[more than ${journaledBodyBytesMax} bytes]`;
    default:
      return body satisfies never;
  }
}

/** Of a long text the beginning. Cut only now, so that no key is cut in half. */
function shortBody(sent: ObservedBody, kept: JsonValue): JsonValue {
  if (sent.kind !== 'text' || typeof kept !== 'string' || sent.text.length <= journaledTextLengthMax)
    return kept;
  return `${kept.slice(0, journaledTextLengthMax)}… ${sent.text.length - journaledTextLengthMax} more`;
}

function decide(
  context: Context,
  record: RequestRecord,
  workspace: Workspace | undefined,
  endpoints: readonly Endpoint[],
): Decision {
  const { refusal, unread, membership, notes } = record;
  if (unread !== undefined) return { kind: 'refused', ...unread };
  if (refusal !== undefined) {
    return { kind: 'refused', ...explainRefusal(context, record, refusal, endpoints) };
  }
  const failure = failureOf(record);
  if (failure !== undefined) return { kind: 'refused', ...failure };
  const ofMembers =
    membership === undefined || workspace === undefined
      ? []
      : explainMembership(context, workspace, membership.changes, membership.result);
  const { body } = record;
  const placeholders =
    body.kind === 'json' && record.endpoint !== undefined ? placeholderNotes(body.value) : [];
  const all = [...groupNotes([...notes, ...ofMembers, ...placeholders]), ...unknownFieldNotes(record)];
  return { kind: 'accepted', notes: all.map((note) => withReceived(note, record)) };
}

/** What kept a request from an answer, though nothing refused it. */
function failureOf({ answer, fault }: RequestRecord): DecisionNote | undefined {
  if (fault !== undefined) return undefined;
  if (answer === undefined || answer === null) {
    return {
      rule: 'client_hung_up',
      message: 'The client closed the connection before its request was whole',
    };
  }
  if (answer.status < 500) return undefined;
  return { rule: 'internal_error', message: 'A defect of the emulator; its log says more' };
}

function withReceived(note: DecisionNote, record: RequestRecord): DecisionNote {
  if (note.received !== undefined || note.path === undefined) return note;
  const received = valueAt(record, note.path);
  return received === undefined ? note : { ...note, received };
}

/** Cuts what a decision shows to a readable length. */
export function shortDecision(decision: Decision): Decision {
  if (decision.kind === 'refused') return { kind: 'refused', ...shortNote(decision) };
  return { kind: 'accepted', notes: decision.notes.map(shortNote) };
}

function shortNote({ rule, message, path, count, paths, received, hint }: DecisionNote): DecisionNote {
  return {
    rule,
    message: shortenedText(message, shownSentenceLengthMax),
    ...(path !== undefined && { path: shortenedText(path, shownSentenceLengthMax) }),
    ...(count !== undefined && { count }),
    ...(paths !== undefined && { paths: paths.map((its) => shortenedText(its, shownSentenceLengthMax)) }),
    ...(received !== undefined && { received: shortened(received) }),
    ...(hint !== undefined && { hint: shortenedText(hint, shownSentenceLengthMax) }),
  };
}
