import { EmulatorError, type ErrorCode, type ErrorDetails } from '../domain/errors.js';
import { fetchFailure } from '../platform/fetch-failure.js';
import { type ControlEndpoint, controlBasePath } from '../wire/control/endpoint.js';
import { controlEndpoints } from '../wire/control/endpoints.js';
import type { AnswerOf, Caller, CallInput, CallName } from './call.js';

/** Where a running server is, and what its control API asks for. */
export interface ServerAddress {
  url: string;
  adminToken?: string;
}

/** The way to the emulator that a running server has. */
export function remoteCaller(server: ServerAddress): Caller {
  return {
    url: server.url,
    call: (name, input = {}) => callRemote(server, name, input),
    fetch: (path, init) => fetchControl(server, path, init),
  };
}

async function callRemote<Name extends CallName>(
  server: ServerAddress,
  name: Name,
  { params = {}, query = {}, body }: CallInput<Name>,
): Promise<AnswerOf<Name>> {
  const endpoint: ControlEndpoint = controlEndpoints[name];
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, param) =>
    encodeURIComponent((params as Record<string, string>)[param] ?? ''),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    given.map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  const answer = await fetchControl(server, search === '' ? path : `${path}?${search}`, {
    method: endpoint.verb,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return (answer.status === 204 ? undefined : await answer.json()) as AnswerOf<Name>;
}

/**
 * Asks the control API of a running server.
 *
 * @param path  Below `/_emulator/v1`.
 * @throws EmulatorError what it refuses; `not_reachable` when nothing answers there, `not_an_emulator`.
 */
export async function fetchControl(
  { url, adminToken }: ServerAddress,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  if (adminToken !== undefined) headers.set('authorization', `Bearer ${adminToken}`);
  let answer: Response;
  try {
    answer = await fetch(url + controlBasePath + path, { ...init, headers });
  } catch (error) {
    throw new EmulatorError('not_reachable', `Cannot reach ${url}: ${fetchFailure(error)}`);
  }
  if (!answer.ok) throw refusalOf(url, answer.status, await answer.text());
  return answer;
}

function refusalOf(url: string, status: number, text: string): EmulatorError {
  try {
    const { error } = JSON.parse(text) as { error: { code: ErrorCode; message: string } & ErrorDetails };
    const { code, message, ...details } = error;
    return new EmulatorError(code, message, details);
  } catch {
    const code = status === 503 ? 'not_reachable' : 'not_an_emulator';
    return new EmulatorError(code, `${url} answers ${status}; is it braze-cohort-emulator?`);
  }
}
