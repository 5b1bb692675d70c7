import type { Endpoint } from '../../domain/endpoint.js';
import { placeholderNotes } from '../../domain/journal/explanation/placeholder-ids.js';
import { unknownFieldNotes } from '../../domain/journal/explanation/unknown-fields.js';
import { valueAt } from '../../domain/journal/explanation/value-at.js';
import { groupNotes } from '../../domain/journal/grouped-notes.js';
import type { Decision, DecisionNote, JournalEntry } from '../../domain/journal/journal.js';
import { KeyFinder } from '../../domain/journal/key-finder.js';
import { type PlacedKey, placedKeys } from '../../domain/journal/placed-keys.js';
import { redactEntry, redactInPieces } from '../../domain/journal/redaction.js';
import type { ObservedBody, RequestRecord } from '../../domain/journal/request-record.js';
import { shortenedText } from '../../domain/journal/shortened.js';
import type { JsonValue } from '../../domain/json.js';
import { journaledBodyBytesMax, journaledIdLengthMax, journaledTextLengthMax } from '../../domain/limits.js';
import { atOnce, type Pieces } from '../../domain/pieces.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { insertJournalEntry } from '../../store/journal.js';
import { type Context, nowOf } from '../context.js';
import { presentWorkspace } from '../workspaces/present-workspace.js';
import { findNamedWorkspace } from './explain-keys.js';
import { explainMembership } from './explain-membership.js';
import { explainRefusal } from './explain-refusal.js';
import { laterKeys, learnKeys } from './known-keys.js';
import { recordOutcome } from './record-outcome.js';
import { shortDecision } from './short-decision.js';

/** No key is longer in any spelling. */
const keyFormLengthMax = 4_096;

/** What a request comes to in the journal, while keys are taken out of it. */
export interface EntryDraft {
  record: RequestRecord;
  /** The entry without the keys that are known by now. */
  clean: Pieces<JournalEntry>;
  /** Number of the last of these keys. */
  lastKey: number;
  /** Whose journal it goes into; `undefined`: the server's own. */
  workspace?: Workspace;
  /** Whether its keys opened that workspace. */
  isLetIn: boolean;
}

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
  const draft = draftEntry(context, record, endpoints);
  return insertEntry(context, draft, atOnce(draft.clean));
}

/** The first step of the same, for a caller who lets others in while keys are looked for. */
export function draftEntry(
  context: Context,
  record: RequestRecord,
  endpoints: readonly Endpoint[],
): EntryDraft {
  const placed = placedKeys(record);
  const finders = findersOf(context, placed);
  // It may have been deleted while its request was answered, and its number given to another.
  const opened = record.workspace && presentWorkspace(context, record.workspace);
  const workspace = opened ?? (record.isForeign ? undefined : findNamedWorkspace(context, placed));
  const decision = decide(context, record, opened, endpoints);
  const at = workspace === undefined ? record.receivedAt : (record.enteredAt ?? nowOf(context, workspace));
  const raw = { ...entryOf(record, at, workspace), decision };
  const clean = redactInPieces(raw, finders, record.refusal?.details.echoed);
  return { record, clean, lastKey: context.knownKeys.last, workspace, isLetIn: opened !== undefined };
}

/**
 * The last step. What has happened since the first one counts: keys that were made, a workspace that was deleted.
 *
 * @param clean  What came of the pieces of the draft.
 * @returns The entry as written.
 */
export function writeEntry(context: Context, draft: EntryDraft, clean: JournalEntry): JournalEntry {
  const later = laterKeys(context, draft.lastKey);
  const cleaner = later === undefined ? clean : redactEntry(clean, [later]);
  if (draft.workspace === undefined || presentWorkspace(context, draft.workspace) !== undefined) {
    return insertEntry(context, draft, cleaner);
  }
  const { workspace: _, ...homeless } = draft;
  return insertEntry(context, { ...homeless, isLetIn: false }, { ...cleaner, workspaceId: null });
}

/** @param clean  The entry without its keys. */
export function insertEntry(
  context: Context,
  { record, workspace, isLetIn }: Pick<EntryDraft, 'record' | 'workspace' | 'isLetIn'>,
  clean: JournalEntry,
): JournalEntry {
  // Shortened and put into small letters only now: half a key, or one in base64, would not be recognized any more.
  const entry = {
    ...clean,
    partner: clean.partner?.toLowerCase() ?? null,
    // It has an index.
    cohortId: clean.cohortId && shortenedText(clean.cohortId, journaledIdLengthMax),
    decision: shortDecision(clean.decision),
  };
  entry.request.body = shortBody(record.body, entry.request.body);
  insertJournalEntry(context.database, workspace?.number ?? 0, isLetIn, entry);
  const early = context.early.get(record.id);
  context.early.delete(record.id);
  if (workspace !== undefined) {
    for (const { changes, result } of early ?? [])
      recordOutcome(context, workspace, record.id, changes, result);
  }
  return entry;
}

/** The server's keys, and what this request has in places for keys, be it a key or not. */
function findersOf(context: Context, placed: readonly PlacedKey[]): KeyFinder[] {
  const known = learnKeys(context);
  const strangers = new KeyFinder();
  for (const { value } of placed) if (!known.has(value)) strangers.addStranger(value);
  return [known, strangers];
}

/** What a request comes to, keys and all. */
export function entryOf(
  record: RequestRecord,
  at: number,
  workspace: Workspace | undefined,
): Omit<JournalEntry, 'decision'> {
  const {
    id,
    receivedAt,
    method,
    path,
    query,
    headers,
    answer = null,
    partner,
    cohortId,
    durationMs,
  } = record;
  return {
    id,
    at,
    receivedAt,
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
    return withNotes(explainRefusal(context, record, refusal, endpoints), record);
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

/** A refused body is a wrong one: fields that are not looked at may be the reason, and would be the next one to look for. */
function withNotes(refusal: DecisionNote, record: RequestRecord): Decision {
  const others = unknownFieldNotes(record).filter(({ path }) => path !== refusal.path);
  if (others.length === 0) return { kind: 'refused', ...refusal };
  return { kind: 'refused', ...refusal, notes: others.map((note) => withReceived(note, record)) };
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
