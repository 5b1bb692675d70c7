import { EmulatorError } from '../../domain/errors.js';
import type { Entrance, RestAccess } from '../../domain/workspaces/workspace.js';
import { findRestAccess } from '../../store/workspaces/workspaces.js';
import { type Context, nowOf } from '../context.js';
import { settle } from '../due-work/settle.js';

/** A REST API key as a request has it. */
export interface SentRestKey {
  value: string;
  /** Its place, when that is not the header: `api_key`, `query.app_group_id`. */
  path?: string;
}

/**
 * Finds the workspace that a REST API key opens. `undefined` stands for a request without one. One beside the header opens
 * only a workspace that has the switch `key_in_body`: Braze took it there until about 2020. [client: braze_ruby recording]
 *
 * @throws EmulatorError `invalid_rest_api_key`, echoing the key of the header as sent. [client: braze_ruby recording]
 */
export function authenticateRestKey(context: Context, key: SentRestKey | undefined): RestAccess & Entrance {
  const access = key && findRestAccess(context.database, key.value);
  const isInPlace = key?.path === undefined || access?.workspace.behaviour.keyInBody === true;
  if (access === undefined || !isInPlace) {
    throw new EmulatorError('invalid_rest_api_key', 'Not a REST API key of any workspace', {
      path: 'headers.authorization',
      echoed: key !== undefined && key.path === undefined ? key.value : '',
    });
  }
  settle(context, access.workspace);
  return { ...access, enteredAt: nowOf(context, access.workspace) };
}
