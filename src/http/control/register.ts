import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { inTurns } from '../../background/pieces.js';
import { EmulatorError, invariant } from '../../domain/errors.js';
import { controlBodyBytesMax, smallControlBodyBytesMax } from '../../domain/limits.js';
import type { Pieces } from '../../domain/pieces.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Emulator } from '../../emulator.js';
import { type ControlEndpoint, controlBasePath } from '../../wire/control/endpoint.js';
import { nothing } from '../../wire/control/values.js';
import { inBodyRoom } from '../body-room.js';
import { jsonInPieces } from '../json-in-pieces.js';
import { longPoll } from '../long-poll.js';
import { requestOrigin } from '../request-host.js';
import { mediaTypeOf, readJsonAs, readQueryAs } from './body.js';
import { type ControlRequest, type Handlers, OtherAnswer, type ServerParts } from './handler.js';

/** Any handler, seen without the types of its endpoint. */
type AnyHandler = (request: ControlRequest<ControlEndpoint>) => unknown;

/** Registers every endpoint of a list; any other verb at its path is refused with `Allow` listing those there are. */
export function addEndpoints<List extends Record<string, ControlEndpoint>>(
  app: Hono,
  endpoints: List,
  handlers: Handlers<List>,
  emulator: Emulator,
  server: ServerParts,
): void {
  // Each handler is given what the schemas of its own endpoint have read, so it sees what its type says.
  const anyHandlers = new Map<string, AnyHandler>(Object.entries(handlers));
  for (const [path, operations] of operationsByPath(endpoints)) {
    const route = controlBasePath + path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const [name, endpoint] of operations) {
      const handle = anyHandlers.get(name);
      invariant(handle, 'every endpoint has a handler');
      app.on(endpoint.verb, route, async (c) => {
        const answer = async () => {
          const request = await readRequest(c, endpoint, emulator, server);
          return await answerOf(c, endpoint, await emulator.inSlices(() => handle(request)));
        };
        // What a large body becomes when it is parsed takes many times its size, until it is dealt with.
        const isLarge = endpoint.isBodyLarge && !isStreamed(c, endpoint);
        return isLarge ? inBodyRoom(c, 'control', controlBodyBytesMax, answer) : answer();
      });
    }
    const allow = operations.map(([, { verb }]) => verb).join(', ');
    app.all(route, (c) => {
      c.header('Allow', allow);
      throw new EmulatorError('method_not_allowed', `${c.req.method} is not allowed here; allowed: ${allow}`);
    });
  }
}

function operationsByPath(
  endpoints: Record<string, ControlEndpoint>,
): Map<string, [name: string, endpoint: ControlEndpoint][]> {
  const byPath = new Map<string, [string, ControlEndpoint][]>();
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const operations = byPath.get(endpoint.path);
    if (operations === undefined) byPath.set(endpoint.path, [[name, endpoint]]);
    else operations.push([name, endpoint]);
  }
  return byPath;
}

/** The body is checked first, then the query, then the workspace is looked up. @throws EmulatorError for each. */
async function readRequest(
  c: Context,
  endpoint: ControlEndpoint,
  emulator: Emulator,
  server: ServerParts,
): Promise<ControlRequest<ControlEndpoint>> {
  const { body, isBodyLarge, query } = endpoint;
  const read = body && !isStreamed(c, endpoint) ? () => readJsonAs(c, body(), isBodyLarge) : undefined;
  const readBody = await (isBodyLarge || read === undefined
    ? read?.()
    : inBodyRoom(c, 'control', smallControlBodyBytesMax, read));
  const readQuery = readQueryAs(c, (query ?? nothing)());
  const params: Record<string, string> = c.req.param();
  const workspace = params.ws === undefined ? undefined : await enter(emulator, params.ws);
  // The types of the parts follow from the endpoint, which is not known here.
  return {
    c,
    emulator,
    server,
    params,
    workspace,
    query: readQuery,
    body: readBody,
    origin: requestOrigin(c),
    wait: (work: (signal: AbortSignal) => Promise<unknown>) =>
      server.waits.during(() => longPoll(c, work), c.get('bodyBytes')),
    inPieces: async (pieces: Pieces<unknown>, answer: (found: unknown) => unknown) =>
      answer(await inTurns(pieces)),
  } as ControlRequest<ControlEndpoint>;
}

/** Whether the body is read as it comes. */
function isStreamed(c: Context, { streamedBody }: ControlEndpoint): boolean {
  return streamedBody !== undefined && mediaTypeOf(c) === streamedBody.mediaType;
}

/** What is due in it may take long. */
function enter(emulator: Emulator, id: string): Workspace | Promise<Workspace> {
  return emulator.inSlices(() => emulator.enterWorkspace(id));
}

function answerOf(
  c: Context,
  { answer, otherAnswer }: ControlEndpoint,
  result: unknown,
): Response | Promise<Response> {
  if (result instanceof Response) return result;
  if (result instanceof OtherAnswer) {
    return c.json(result.body as object, otherAnswer?.status as ContentfulStatusCode);
  }
  if (answer.body === undefined) return c.body(null, 204);
  const status = answer.status as ContentfulStatusCode;
  return isList(result) ? answerList(c, result, status) : c.json(result as object, status);
}

function isList(result: unknown): result is { next_cursor: string | null } {
  return typeof result === 'object' && result !== null && 'next_cursor' in result;
}

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const left = chunks.values();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = left.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** A page of a list may have many MiB: others are let in while it is written. */
async function answerList(c: Context, page: object, status: ContentfulStatusCode): Promise<Response> {
  const chunks = await inTurns(jsonInPieces(page));
  const length = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': String(length) };
  return c.body(chunks.length > 1 ? streamOf(chunks) : Buffer.concat(chunks).toString(), status, headers);
}
