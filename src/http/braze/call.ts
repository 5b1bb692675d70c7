import type { Context } from 'hono';

import type { Ignored } from '../../domain/journal/ignored.js';
import type { RequestRecord } from '../../domain/journal/request-record.js';
import { assertNothingIgnored } from '../../domain/journal/strictness.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Emulator } from '../../emulator.js';
import type { ChangeInput, ChangeName, ChangeResult } from '../../operations/due-work/changes.js';
import type { BrazeEndpoint, InputOf } from '../../wire/braze/endpoint.js';
import type { BrazeEndpoints } from '../../wire/braze/endpoints.js';
import type { AnswerBody } from '../../wire/endpoint.js';
import type { BrazeEnv } from './env.js';

/** What a handler is given: a request that was let in and read. */
export interface Call<Input> {
  emulator: Emulator;
  /** The one that its keys, or its link, opened. */
  workspace: Workspace;
  record: RequestRecord;
  input: Input;
  c: Context<BrazeEnv>;
}

/** Makes the answer to a request that is as its endpoint wants it. One whose answer is no JSON makes the whole response. */
export type BrazeHandler<Its extends BrazeEndpoint> = (
  call: Call<InputOf<Its>>,
) => Its['answer'] extends { body: unknown } ? AnswerBody<Its> : Response;

/** A handler for each of some endpoints. */
export type BrazeHandlers<Name extends keyof BrazeEndpoints = keyof BrazeEndpoints> = {
  [Its in Name]: BrazeHandler<BrazeEndpoints[Its]>;
};

/** Notes what is without effect. @throws EmulatorError `strict_refusal` in a strict workspace. */
export function noteIgnored({ workspace, record }: Call<unknown>, ignored: readonly Ignored[]): void {
  if (workspace.behaviour.strictness === 'strict') {
    // Paths of parameters get their `query.` with all other paths of the query.
    assertNothingIgnored(ignored.map((its) => ({ ...its, path: its.path.replace(/^query\./, '') })));
  }
  record.notes.push(...ignored);
}

/**
 * Has the change of a request accepted.
 *
 * @returns What the answer is made from.
 * @throws EmulatorError `strict_refusal`, and what the operation throws; then nothing has changed.
 */
export function accept<Name extends ChangeName>(
  { emulator, workspace, record, c }: Call<unknown>,
  operation: Name,
  input: ChangeInput<Name>,
): ChangeResult<Name> {
  const change = { operation, input, requestId: record.id, inParts: c.get('inParts') };
  const { result, ignored, heldUntil } = emulator.acceptChange(workspace, change);
  record.notes.push(...ignored);
  if (heldUntil !== undefined) record.heldUntil = heldUntil;
  return result;
}
