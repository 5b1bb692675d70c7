import { setImmediate as nextTurn } from 'node:timers/promises';
import { EmulatorError, invariant } from '../../domain/errors.js';
import { ndjsonLineValuesMax } from '../../domain/limits.js';
import type { NewUserProfile } from '../../domain/users/user-profile.js';
import type { Emulator } from '../../emulator.js';
import { readAs } from '../../wire/control/read.js';
import { userInput } from '../../wire/control/users/users.js';
import { type JsonBounds, parseJsonText } from '../json-text.js';
import { drainedBytesMax } from '../read-bytes.js';
import { decodeUtf8 } from './body.js';
import { type Line, ndjsonLines } from './ndjson.js';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Profiles written in one transaction, fewer when their lines are long. */
const batchProfilesMax = 1_000;
const batchBytesMax = 512 * 1024;

/**
 * Adds the profiles of an NDJSON body, one a line, as they come: a body of any length takes the memory of one batch. The
 * first line that is refused ends it; those before it stay. Blank lines are skipped.
 *
 * @returns How many were added.
 * @throws EmulatorError `workspace_not_found`, and with `line` and `created` what is wrong with a line:
 * `malformed_json`, `invalid_request`, `request_too_large`, `external_id_in_use`, `alias_in_use`.
 */
export async function importUsers(
  emulator: Emulator,
  workspaceId: string,
  request: Request,
): Promise<number> {
  emulator.enterWorkspace(workspaceId);
  if (request.body === null) return 0;
  const reader = request.body.getReader();
  try {
    return await importLines(new UserBatch(emulator, workspaceId), reader);
  } catch (error) {
    if (error instanceof EmulatorError) await discard(reader);
    throw error;
  }
}

async function importLines(batch: UserBatch, reader: Reader): Promise<number> {
  try {
    for await (const lines of ndjsonLines(reader)) {
      for (const line of lines) {
        batch.add(line);
        if (!batch.isFull) continue;
        batch.write();
        await nextTurn();
      }
    }
    batch.write();
    return batch.created;
  } catch (error) {
    if (!(error instanceof EmulatorError) || error.details.created !== undefined) throw error;
    // What came before the refused line is still to be written, and may itself be refused, earlier.
    batch.write();
    throw new EmulatorError(error.code, error.message, { ...error.details, created: batch.created });
  }
}

/** Profiles read but not yet written. */
class UserBatch {
  /** Profiles written so far. */
  created = 0;
  private pending: { lineNumber: number; user: NewUserProfile }[] = [];
  private pendingBytes = 0;

  constructor(
    private readonly emulator: Emulator,
    private readonly workspaceId: string,
  ) {}

  get isFull(): boolean {
    return this.pending.length >= batchProfilesMax || this.pendingBytes >= batchBytesMax;
  }

  add(line: Line): void {
    const user = readUser(line);
    if (user === undefined) return;
    this.pending.push({ lineNumber: line.number, user });
    this.pendingBytes += line.bytes.length;
  }

  write(): void {
    const written = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    if (written.length === 0) return;
    // Looked up for each batch: the workspace may have been deleted while the body came in.
    const workspace = this.emulator.enterWorkspace(this.workspaceId);
    const users = written.map(({ user }) => user);
    const { created, refusal } = this.emulator.addUsersUntilRefused(workspace, users);
    this.created += created;
    if (refusal === undefined) return;
    const refused = written[created];
    invariant(refused, 'the profile that is refused is one of the batch');
    throw atLine(refusal, refused.lineNumber, this.created);
  }
}

const lineBounds: JsonBounds = { valuesMax: ndjsonLineValuesMax, tooManyValues: 'request_too_large' };

/** @returns `undefined` for a blank line. */
function readUser(line: Line): NewUserProfile | undefined {
  // Many may be blank, and decoding takes longer than looking.
  if (line.bytes.every(isBlank)) return undefined;
  try {
    const text = decodeUtf8(line.bytes);
    return text.trim() === '' ? undefined : readAs(userInput, parseJsonText(text, lineBounds), 'The profile');
  } catch (error) {
    throw error instanceof EmulatorError ? atLine(error, line.number) : error;
  }
}

const isBlank = (byte: number) => byte === 0x20 || byte === 0x0d || byte === 0x09;

function atLine(error: EmulatorError, line: number, created?: number): EmulatorError {
  return new EmulatorError(error.code, `Line ${line}: ${error.message}`, {
    ...error.details,
    line,
    created,
  });
}

/** For how long a refused body is read on. */
const discardMsMax = 1_000;

/** Reads on for a while, so that a client still sending sees the answer instead of a reset connection. */
async function discard(reader: Reader): Promise<void> {
  const deadline = performance.now() + discardMsMax;
  let bytes = 0;
  while (bytes < drainedBytesMax && performance.now() < deadline) {
    const read = await reader.read();
    if (read.done) return;
    bytes += read.value.length;
  }
}
