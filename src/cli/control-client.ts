import { adminTokenProblem } from '../domain/admin-token.js';
import { fetchFailure } from '../platform/fetch-failure.js';
import { CommandError, exitCodes } from './exit-codes.js';

/** Where a running server is, and what its control API asks for. */
export interface ServerAddress {
  url: string;
  adminToken?: string;
}

/** What every command against a running server can be told. */
export interface ServerOptions extends ServerAddress {
  json?: true;
}

export interface ControlRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  json?: object;
  /** Sent as it is. */
  content?: Blob;
}

/**
 * Asks the control API of a running server.
 *
 * @param path  Below `/_emulator/v1`.
 * @throws CommandError with what the server says when it refuses, that it cannot be reached, or that no header carries the
 * admin token.
 */
export async function askControl(
  server: ServerAddress,
  path: string,
  { method = 'GET', json, content }: ControlRequest = {},
): Promise<Response> {
  const { url, adminToken } = server;
  const problem = adminToken === undefined ? undefined : adminTokenProblem(adminToken);
  if (problem !== undefined) throw new CommandError(exitCodes.usage, problem);
  const headers = {
    ...(adminToken !== undefined && { authorization: `Bearer ${adminToken}` }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
  };
  const body = json === undefined ? content : JSON.stringify(json);
  let response: Response;
  try {
    const address = `${url.replace(/\/+$/, '')}/_emulator/v1${path}`;
    response = await fetch(address, { method, headers, body });
  } catch (error) {
    throw new CommandError(exitCodes.cannotStart, `Cannot reach ${url}: ${fetchFailure(error)}`);
  }
  if (!response.ok) throw refusal(response.status, await response.text(), url);
  return response;
}

/** The same, for an answer with a JSON body: what the endpoint answers. */
export async function askForJson<Answer>(
  server: ServerAddress,
  path: string,
  request: ControlRequest = {},
): Promise<Answer> {
  const response = await askControl(server, path, request);
  return JSON.parse(await response.text());
}

/** Said by the control API to what it was asked wrongly, whatever its state. */
const usageCodes = ['invalid_request', 'admin_token_required', 'host_not_allowed', 'origin_not_allowed'];

function refusal(status: number, text: string, url: string): CommandError {
  const error = errorOf(text);
  if (error === undefined) {
    return new CommandError(exitCodes.usage, `${url} answers ${status}; is it braze-cohort-emulator?`);
  }
  const exitCode = usageCodes.includes(error.code)
    ? exitCodes.usage
    : status < 500
      ? exitCodes.negative
      : error.code === 'storage_unusable'
        ? exitCodes.cannotStart
        : exitCodes.internal;
  return new CommandError(exitCode, error.message);
}

/** The error of a refusal, `undefined` when the answer is none of the control API. */
function errorOf(text: string): { code: string; message: string } | undefined {
  try {
    const { error }: { error?: { code: string; message: string } } = JSON.parse(text);
    return error;
  } catch {
    return undefined;
  }
}
