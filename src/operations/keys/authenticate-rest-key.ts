import { EmulatorError } from '../../domain/errors.js';
import type { Entrance, RestAccess } from '../../domain/workspaces/workspace.js';
import { findRestAccess } from '../../store/workspaces/workspaces.js';
import { type Context, nowOf } from '../context.js';
import { settle } from '../due-work/settle.js';

/**
 * Finds the workspace that a REST API key opens. `undefined` stands for a missing or malformed `Authorization` header.
 *
 * @throws EmulatorError `invalid_rest_api_key`, echoing the key as sent. [client: braze_ruby recording]
 */
export function authenticateRestKey(context: Context, key: string | undefined): RestAccess & Entrance {
  const access = key === undefined ? undefined : findRestAccess(context.database, key);
  if (access === undefined) {
    throw new EmulatorError('invalid_rest_api_key', 'Not a REST API key of any workspace', {
      path: 'headers.authorization',
      echoed: key ?? '',
    });
  }
  settle(context, access.workspace);
  return { ...access, enteredAt: nowOf(context, access.workspace) };
}
