import type { Caller, Either } from '../client/call.js';
import { remoteCaller, type ServerAddress } from '../client/remote.js';
import { adminTokenProblem } from '../domain/admin-token.js';
import { EmulatorError, type ErrorCode } from '../domain/errors.js';
import { CommandError, exitCodes } from './exit-codes.js';

/** What every command against a running server can be told. */
export interface ServerOptions extends ServerAddress {
  json?: true;
}

/**
 * Asks a running server.
 *
 * @throws CommandError with what the server says when it refuses, that it cannot be reached, or that no header carries the
 * admin token.
 */
export async function askServer<Answer>(
  { url, adminToken }: ServerOptions,
  ask: (server: Caller) => Either<Answer>,
): Promise<Answer> {
  const problem = adminToken === undefined ? undefined : adminTokenProblem(adminToken);
  if (problem !== undefined) throw new CommandError(exitCodes.usage, problem);
  try {
    return await ask(remoteCaller({ url: url.replace(/\/+$/, ''), adminToken }));
  } catch (error) {
    throw error instanceof EmulatorError ? new CommandError(exitCodeOf(error.code), error.message) : error;
  }
}

/** Every other code is the answer no. */
function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'invalid_request':
    case 'admin_token_required':
    case 'host_not_allowed':
    case 'origin_not_allowed':
    case 'not_an_emulator':
      return exitCodes.usage;
    case 'not_reachable':
    case 'storage_unusable':
      return exitCodes.cannotStart;
    case 'internal':
      return exitCodes.internal;
    default:
      return exitCodes.negative;
  }
}
