import { inTurns } from '../../background/pieces.js';
import { EmulatorError } from '../../domain/errors.js';
import { atOnce, type Pieces } from '../../domain/pieces.js';
import type { Emulator } from '../../emulator.js';
import type { ControlEndpoint } from '../../wire/control/endpoint.js';
import { controlEndpoints } from '../../wire/control/endpoints.js';
import { readAs } from '../../wire/control/read.js';
import { nothing } from '../../wire/control/values.js';
import { type ControlRequest, OtherAnswer, type ServerParts } from './handler.js';
import { controlHandlers } from './handlers.js';

/** What a caller in this process gives instead of an HTTP request. */
export interface InProcessRequest {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** Calls an endpoint of the control API by its name. What is no wait is done, and answered, at once. */
export type InProcessCaller = (name: string, request: InProcessRequest) => unknown;

/**
 * The control API without HTTP: the same schemas and the same handlers, for the library.
 *
 * @param ending  Ends every wait.
 */
export function inProcessCaller(
  emulator: Emulator,
  server: ServerParts,
  origin: string,
  ending: AbortSignal,
): InProcessCaller {
  return (name, request) => {
    if (ending.aborted) throw new EmulatorError('stopped', 'This emulator has been stopped');
    const { handle, params, ...read } = readRequest(name, request);
    const workspace = params.ws === undefined ? undefined : emulator.enterWorkspace(params.ws);
    return handle({
      emulator,
      server,
      params,
      workspace,
      ...read,
      origin,
      wait: (work: (signal: AbortSignal) => Promise<unknown>) => server.waits.during(() => work(ending)),
      inPieces: (pieces: Pieces<unknown>, answer: (found: unknown) => unknown) => answer(atOnce(pieces)),
    } as ControlRequest<ControlEndpoint>);
  };
}

/** The same for pages: as over HTTP, others are let in while an answer takes long. @throws For endpoints that wait. */
export function turnTakingCaller(
  emulator: Emulator,
  server: ServerParts,
  origin: string,
): (name: string, request?: InProcessRequest) => Promise<unknown> {
  return async (name, request = {}) => {
    const { handle, params, ...read } = readRequest(name, request);
    const { ws } = params;
    const workspace =
      ws === undefined ? undefined : await emulator.inSlices(() => emulator.enterWorkspace(ws));
    const answer = await emulator.inSlices(() =>
      handle({
        emulator,
        server,
        params,
        workspace,
        ...read,
        origin,
        inPieces: async (pieces: Pieces<unknown>, answer: (found: unknown) => unknown) =>
          answer(await inTurns(pieces)),
      } as ControlRequest<ControlEndpoint>),
    );
    return answer instanceof OtherAnswer ? answer.body : answer;
  };
}

/** Holds what is given to the schemas of the endpoint. @throws EmulatorError `invalid_request`. */
function readRequest(name: string, { params = {}, query = {}, body = {} }: InProcessRequest) {
  const key = name as keyof typeof controlHandlers;
  const endpoint: ControlEndpoint = controlEndpoints[key];
  return {
    handle: controlHandlers[key] as (request: ControlRequest<ControlEndpoint>) => unknown,
    params,
    body: endpoint.body === undefined ? undefined : readAs(endpoint.body(), body),
    query: readAs((endpoint.query ?? nothing)(), textsOf(query), 'The query'),
  };
}

/** Values as they stand in a URL. */
function textsOf(query: Record<string, unknown>): Record<string, string> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
