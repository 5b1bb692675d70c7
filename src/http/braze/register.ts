import type { Context, Hono, MiddlewareHandler } from 'hono';
import { EmulatorError, invariant } from '../../domain/errors.js';
import { emptyArrayNote, emptyArraysAsObjects } from '../../domain/journal/explanation/empty-arrays.js';
import { unknownIn } from '../../domain/journal/explanation/unknown-fields.js';
import { type Ignored, ignored } from '../../domain/journal/ignored.js';
import type { RequestRecord } from '../../domain/journal/request-record.js';
import { assertNothingIgnored, strictRefusal } from '../../domain/journal/strictness.js';
import type { JsonValue } from '../../domain/json.js';
import { namesOf } from '../../domain/names.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Emulator } from '../../emulator.js';
import type { BrazeEndpoint } from '../../wire/braze/endpoint.js';
import { brazeEndpoints, endpointFacts } from '../../wire/braze/endpoints.js';
import { answerJson, type BrazeStatus } from './answer.js';
import type { BrazeHandler, BrazeHandlers } from './call.js';
import type { BrazeEnv } from './env.js';
import { cohortHandlers } from './handlers/cohorts.js';
import { messagingHandlers } from './handlers/messaging.js';
import { segmentHandlers } from './handlers/segments.js';
import { userHandlers } from './handlers/users.js';
import { audienceRateLimit } from './middleware/audience-rate-limit.js';
import { parseJson, readBody } from './middleware/body.js';
import { exportLink } from './middleware/export-link.js';
import { linkFaults, partnerFaults, restFaults } from './middleware/fault.js';
import { partnerKeys } from './middleware/partner-keys.js';
import { assertWithinRateLimit, countCohortRequest, restRateLimit } from './middleware/rate-limit.js';
import { restApiKey } from './middleware/rest-api-key.js';

const handlers: BrazeHandlers = {
  ...cohortHandlers,
  ...userHandlers,
  ...segmentHandlers,
  ...messagingHandlers,
};

/** Registers every endpoint of the Braze surface: what stands before it, its reading, its handler and its answer. */
export function registerEndpoints(app: Hono<BrazeEnv>, emulator: Emulator): void {
  for (const name of namesOf(brazeEndpoints)) {
    const endpoint: BrazeEndpoint = brazeEndpoints[name];
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const enter: MiddlewareHandler<BrazeEnv> = (c, next) => {
      c.get('record').endpoint = endpointFacts[name];
      return next();
    };
    // The type of each handler is held to its endpoint above.
    const handler = handlers[name] as BrazeHandler<BrazeEndpoint>;
    app.on(endpoint.verb, path, enter, ...checksOf(emulator, endpoint), (c) =>
      answer(emulator, c, endpoint, handler),
    );
  }
}

/**
 * What stands before an endpoint. Of partners: content type and JSON, path, keys, faults, fields, rate limit. [inferred] Of
 * a REST API key in DESIGN 6.1's order: body size, content type, key, permission, then faults, rate limit, JSON.
 */
function checksOf(emulator: Emulator, endpoint: BrazeEndpoint): MiddlewareHandler<BrazeEnv>[] {
  const { access } = endpoint;
  switch (access.by) {
    case 'partner_keys':
      return [
        readBody,
        parseJson,
        partnerKeys(emulator),
        partnerFaults(emulator),
        countCohortRequest(emulator),
      ];
    case 'rest_api_key': {
      const [bucket] = endpoint.buckets;
      invariant(bucket, 'Requests with a REST API key are counted');
      const bucketOf = endpoint.bucketOf ?? (() => bucket);
      const guard = { permission: access.permission, bucketOf };
      const checks = [
        restApiKey(emulator, guard),
        restFaults(emulator, guard),
        restRateLimit(emulator, bucketOf),
      ];
      if (endpoint.verb === 'GET') return checks;
      const { broadcasts } = endpoint;
      const audience = broadcasts === undefined ? [] : [audienceRateLimit(emulator, broadcasts)];
      return [readBody, ...checks, parseJson, ...audience];
    }
    case 'link':
      return [exportLink(emulator), linkFaults(emulator)];
    default:
      return access satisfies never;
  }
}

function answer(
  emulator: Emulator,
  c: Context<BrazeEnv>,
  endpoint: BrazeEndpoint,
  handler: BrazeHandler<BrazeEndpoint>,
): Response | Promise<Response> {
  const record = c.get('record');
  const { workspace } = record;
  invariant(workspace, 'Handlers come after the keys');
  const input = blamingQuery(endpoint, () => {
    const { read, overlooked } = readSent(c, endpoint, workspace);
    if (endpoint.access.by === 'partner_keys') assertWithinRateLimit(c, c.get('standing'));
    const its = overlooked();
    if (workspace.behaviour.strictness === 'strict') {
      assertAllKnown(record);
      assertNothingIgnored(its);
    }
    record.notes.push(...(endpoint.verb === 'POST' ? its : its.map(inQuery)));
    return read;
  });
  const notesOfReading = [...record.notes];
  const answerOnce = () =>
    blamingQuery(endpoint, () => {
      // What a slice that was given up has noted is noted again.
      record.notes = [...notesOfReading];
      const result = handler({ emulator, workspace, record, input, c });
      return result instanceof Response
        ? result
        : answerJson(c, result, endpoint.answer.status as BrazeStatus);
    });
  return emulator.inSlices(answerOnce);
}

/**
 * The body with an empty object for each empty array where an object belongs: PHP writes both alike. [inferred] DESIGN 6.1
 *
 * @throws EmulatorError `strict_refusal`: what Braze makes of it is not known.
 */
function withEmptyObjects(c: Context<BrazeEnv>): JsonValue {
  const { endpoint, workspace, notes } = c.get('record');
  const body = c.get('body');
  const parsed = c.get('parsed');
  // Most bodies have none, and need not be walked through.
  const shape = parsed.value !== undefined && parsed.hasEmptyArrays ? endpoint?.body?.() : undefined;
  if (shape === undefined) return body;
  const { value, places } = emptyArraysAsObjects(shape, body);
  const [first] = places;
  if (first === undefined) return body;
  if (workspace?.behaviour.strictness === 'strict') {
    throw strictRefusal({ path: first, message: `${first} is an empty array where an object belongs` });
  }
  notes.push(...places.map(emptyArrayNote));
  return value;
}

/** What an operation is asked, and what of the request changes nothing, whatever is stored. */
function readSent(
  c: Context<BrazeEnv>,
  endpoint: BrazeEndpoint,
  { behaviour }: Workspace,
): { read: unknown; overlooked: () => Ignored[] } {
  if (endpoint.verb === 'POST') {
    const body = withEmptyObjects(c);
    return { read: endpoint.read(body, behaviour), overlooked: () => endpoint.overlooks?.(body) ?? [] };
  }
  return { read: endpoint.read(c.req.query()), overlooked: () => repeatedParameters(c) };
}

function repeatedParameters(c: Context<BrazeEnv>): Ignored[] {
  return Object.entries(c.req.queries())
    .filter(([, values]) => values.length > 1)
    .map(([name]) => ignored(name, 'repeated_parameter', 'is there several times; the first counts'));
}

function inQuery(note: Ignored): Ignored {
  return { ...note, path: `query.${note.path}`, message: `query.${note.message}` };
}

/** The path of a refused value begins with `query.` where it stands in the query. */
function blamingQuery<Result>(endpoint: BrazeEndpoint, work: () => Result): Result {
  if (endpoint.verb === 'POST') return work();
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EmulatorError) || error.details.path === undefined) throw error;
    throw new EmulatorError(error.code, error.message, {
      ...error.details,
      path: `query.${error.details.path}`,
    });
  }
}

/** @throws EmulatorError `strict_refusal` for the first thing that the endpoint does not have. */
function assertAllKnown(record: RequestRecord): void {
  const [first] = unknownIn(record);
  if (first === undefined) return;
  // Paths of parameters get their `query.` with all other paths of the query.
  const path = first.kind === 'parameter' && record.endpoint?.verb === 'GET' ? first.name : first.path;
  throw strictRefusal({ path, message: `${path} is no ${first.kind} of this endpoint` });
}
