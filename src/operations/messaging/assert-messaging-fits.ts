import { EmulatorError } from '../../domain/errors.js';
import { definitionsBytesMax, messagingBytesMax } from '../../domain/limits.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { countMessagingBytes } from '../../store/messaging/messaging-bytes.js';
import type { Context } from '../context.js';

/**
 * Refuses what was just saved if a workspace has too much of segments, campaigns and Canvases now: some questions are answered by
 * reading what all of them select by.
 *
 * @throws EmulatorError `invalid_request`; what was written is to be taken back.
 */
export function assertMessagingFits({ database }: Context, workspace: Workspace): void {
  const { definitions, all } = countMessagingBytes(database, workspace.number);
  if (definitions > definitionsBytesMax) {
    refuse(
      'The definitions of all segments and the targets of all campaigns and Canvases',
      definitionsBytesMax,
      definitions,
    );
  }
  if (all > messagingBytesMax) refuse('All segments, campaigns and Canvases', messagingBytesMax, all);
}

function refuse(what: string, max: number, bytes: number): never {
  const message = `${what} of a workspace have at most ${max} bytes as JSON, and would have ${bytes}; delete some`;
  throw new EmulatorError('invalid_request', message);
}
