import type { JsonValue } from '../../../src/domain/json.js';
import { documentFor, hasPath, isNotBuilt, type Place, placeOf } from './document.js';
import { isPlanted } from './planted.js';
import { problemOf } from './schema-at.js';

/** A request and its answer, as a test sees them. */
export interface SeenExchange {
  verb: string;
  /** With the query, if any. */
  path: string;
  /** As it was sent; anything but JSON is not looked at. */
  body: unknown;
  contentType: string;
  answer: { status: number; headers: Headers; text: string; json: unknown };
  /** What a fault did with it, if one struck it; as the journal shows it. */
  effect?: JsonValue;
}

/**
 * Holds what a test sent and received to the OpenAPI documents: every answer, and every request that succeeded.
 *
 * @throws Error that says what the document has otherwise.
 */
export function validateExchange(exchange: SeenExchange): void {
  const { pathname, searchParams } = new URL(exchange.path, 'http://x');
  if (isOfPage(pathname)) return;
  // What answers GET answers HEAD, without the body.
  const isHead = exchange.verb === 'HEAD';
  const place = placeOf(isHead ? 'GET' : exchange.verb, pathname);
  const problem =
    place === undefined
      ? problemOffPath(exchange, pathname)
      : ((isHead ? undefined : problemOfAnswer(place, exchange)) ??
        problemOfQuery(place, exchange, searchParams) ??
        problemOfBody(place, exchange));
  if (problem === undefined) return;
  const { verb, path, answer } = exchange;
  throw new Error(
    `Not as documented: ${verb} ${path} → ${answer.status}: ${problem}\n` +
      `sent: ${String(exchange.body).slice(0, 600)}\nanswered: ${answer.text.slice(0, 600)}`,
  );
}

/** The dashboard has no document: its pages are for people. */
function isOfPage(pathname: string): boolean {
  return pathname === '/' || (pathname.startsWith('/_emulator/') && !pathname.startsWith('/_emulator/v1'));
}

/** A request that no operation is for can only be refused. */
function problemOffPath({ verb, answer }: SeenExchange, pathname: string): string | undefined {
  const isBraze = documentFor(pathname).name === 'braze';
  const expected = isBraze
    ? [isNotBuilt(verb, pathname) ? 501 : 404, 403]
    : [hasPath(pathname) ? 405 : 404, 401, 403];
  if (expected.includes(answer.status)) return undefined;
  return `no such operation, so ${expected.join(' or ')} was expected`;
}

function problemOfAnswer(place: Place, exchange: SeenExchange): string | undefined {
  const { answer } = exchange;
  if (isPlanted(exchange)) {
    // Anything may be in it, so that the document has no more to say than that.
    const isDocumented = place.operation.responses.default !== undefined;
    return isDocumented ? undefined : `${place.operation.operationId} has no answers that faults plant`;
  }
  const documented = place.operation.responses[answer.status];
  if (documented === undefined) return `${place.operation.operationId} has no such status`;
  if (documented.content === undefined) {
    return answer.text === '' ? undefined : 'the answer should have no body';
  }
  const mediaType = (answer.headers.get('content-type') ?? '').replace(/;.*/s, '').trim();
  const content = documented.content[mediaType];
  if (content === undefined) return `the answer should not be of the media type '${mediaType}'`;
  if (content.schema === undefined) return undefined;
  const problem = problemOf(
    place,
    ['responses', `${answer.status}`, 'content', mediaType, 'schema'],
    answer.json,
  );
  return problem && `the answer${problem}`;
}

/** Whether all of the request was accepted: `/users/track` answers 201 and tells of the objects that it refused. */
function isSuccess(exchange: SeenExchange): boolean {
  const { answer } = exchange;
  return (
    !isPlanted(exchange) &&
    answer.status < 300 &&
    (answer.json as { errors?: unknown } | undefined)?.errors === undefined
  );
}

function problemOfQuery(place: Place, exchange: SeenExchange, query: URLSearchParams): string | undefined {
  if (!isSuccess(exchange)) return undefined;
  const { parameters = [] } = place.operation;
  const missing = parameters.find((its) => its.in === 'query' && its.required && !query.has(its.name));
  if (missing !== undefined) return `the parameter ${missing.name} is required`;
  for (const [name, value] of query) {
    const at = parameters.findIndex((its) => its.in === 'query' && its.name === name);
    if (at < 0) {
      // Braze passes over a parameter that it does not know.
      if (place.document.name === 'braze') continue;
      return `there is no parameter ${name}`;
    }
    const problem = problemOf(place, ['parameters', `${at}`, 'schema'], value);
    if (problem !== undefined) return `the parameter ${name}${problem}`;
  }
  return undefined;
}

function problemOfBody(place: Place, exchange: SeenExchange): string | undefined {
  if (!isSuccess(exchange)) return undefined;
  const { body } = exchange;
  const { requestBody } = place.operation;
  if (body === undefined || body === null || body === '') {
    return requestBody?.required ? 'a body is required' : undefined;
  }
  if (requestBody === undefined) return 'there should be no body';
  if (typeof body !== 'string' || !exchange.contentType.startsWith('application/json')) return undefined;
  const problem = problemOf(
    place,
    ['requestBody', 'content', 'application/json', 'schema'],
    JSON.parse(body),
  );
  return problem && `the body${problem}`;
}
