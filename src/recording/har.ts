import { z } from 'zod';
import { isBrazeHost } from '../domain/workspaces/partner.js';
import { knownEndpoints } from '../wire/braze/endpoints.js';
import { type Problem, parseAs } from '../wire/control/read.js';
import { lazySchema } from '../wire/endpoint.js';
import { observedText, type RecordedExchange, type Recording, splitPath } from './exchange.js';

// HAR 1.2, as browsers and proxies write it. What is not read may be anything.
// http://www.softwareishard.com/blog/har-12-spec/

const headers = z.array(z.looseObject({ name: z.string(), value: z.string() }));
const startedAt = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected a date and time in ISO 8601')
  .transform((text) => Date.parse(text));

const entryShape = lazySchema(() =>
  z.looseObject({
    startedDateTime: startedAt,
    time: z.number().nullish(),
    request: z.looseObject({
      method: z.string(),
      url: z.string().refine((url) => URL.canParse(url), 'expected an address'),
      headers,
      postData: z.looseObject({ text: z.string().nullish() }).nullish(),
    }),
    response: z.looseObject({
      status: z.int(),
      headers,
      content: z.looseObject({ text: z.string().nullish(), encoding: z.string().nullish() }).nullish(),
    }),
  }),
);

const harShape = lazySchema(() => z.looseObject({ log: z.looseObject({ entries: z.array(entryShape()) }) }));
type HarEntry = z.output<ReturnType<typeof entryShape>>;

/** Whether a value is a HAR, with mistakes or without. */
export function isHar(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'log' in value;
}

/** Reads a HAR, and says everything that is wrong in it. Requests to other hosts are counted and left out. */
export function parseHar(value: unknown): { value: Recording } | { problems: Problem[] } {
  const parsed = parseAs(harShape(), value);
  if ('problems' in parsed) return parsed;
  const { entries } = parsed.value.log;
  const exchanges = entries.flatMap((entry, index) =>
    isOfBraze(entry) ? [exchangeOf(entry, `log.entries[${index}]`)] : [],
  );
  exchanges.sort((one, other) => one.receivedAt - other.receivedAt);
  return { value: { kind: 'HAR', exchanges, othersCount: entries.length - exchanges.length } };
}

/** Sent to a host of Braze, or to another, such as a proxy or an emulator, by a path that Braze has. */
function isOfBraze({ request: { url, method } }: HarEntry): boolean {
  const { hostname, pathname } = new URL(url);
  // What a browser asks before it sends is not the connector's.
  if (method === 'OPTIONS') return false;
  return isBrazeHost(hostname) || pathsOfBraze.some((its) => its.test(pathname));
}

/** With a slash at the end too: the mistake is to be seen. */
const pathsOfBraze = knownEndpoints.map(({ path }) => {
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}/?$`);
});

function exchangeOf({ startedDateTime, time, request, response }: HarEntry, place: string): RecordedExchange {
  const { pathname, search } = new URL(request.url);
  return {
    id: place,
    receivedAt: startedDateTime,
    at: startedDateTime,
    durationMs: Math.max(0, time ?? 0),
    method: request.method.toUpperCase(),
    ...splitPath(pathname + search),
    headers: headersOf(request.headers),
    body: observedText(request.postData?.text ?? undefined),
    // 0 when no answer came: the connection broke, or the page left.
    answer: response.status === 0 ? null : answerOf(response),
  };
}

function answerOf({ status, headers: its, content }: HarEntry['response']): RecordedExchange['answer'] {
  const text = content?.text ?? undefined;
  const isBase64 = content?.encoding === 'base64';
  return {
    status,
    headers: headersOf(its),
    body: observedText(isBase64 && text !== undefined ? Buffer.from(text, 'base64').toString('utf8') : text),
  };
}

/** Without the names that HTTP/2 begins with a colon. */
function headersOf(list: readonly { name: string; value: string }[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, value } of list) {
    const key = name.toLowerCase();
    if (key.startsWith(':')) continue;
    found[key] = key in found ? `${found[key]}, ${value}` : value;
  }
  return found;
}
