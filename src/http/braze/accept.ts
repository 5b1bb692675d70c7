import type { Context } from 'hono';
import { ignoredNote } from '../../domain/journal/ignored.js';
import type { Emulator } from '../../emulator.js';
import type { ChangeInput, ChangeName, ChangeResult } from '../../operations/due-work/changes.js';
import { assertFieldsKnown } from '../../wire/braze/known-fields.js';
import type { BrazeEnv } from './exchange.js';

/**
 * Has the change of a request accepted whose keys and fields are good.
 *
 * @returns What the answer is made from.
 * @throws EmulatorError `strict_refusal`, and what the operation throws; then nothing has changed.
 */
export function accept<Name extends ChangeName>(
  emulator: Emulator,
  c: Context<BrazeEnv>,
  operation: Name,
  input: ChangeInput<Name>,
): ChangeResult<Name> {
  const { exchange } = c.var;
  refuseUnknownFields(c, operation);
  const change = { operation, input, requestId: exchange.id };
  const { result, ignored, heldUntil } = emulator.acceptChange(exchange.workspace!, change);
  exchange.notes = ignored.map(ignoredNote);
  if (heldUntil !== undefined) exchange.heldUntil = heldUntil;
  return result;
}

/** @throws EmulatorError `strict_refusal` in a strict workspace. */
export function refuseUnknownFields(c: Context<BrazeEnv>, operation: ChangeName | 'exportUsers'): void {
  const isStrict = c.var.exchange.workspace?.behaviour.strictness === 'strict';
  if (isStrict) assertFieldsKnown(operation, c.var.body);
}
