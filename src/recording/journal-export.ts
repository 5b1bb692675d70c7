import { z } from 'zod';
import type { ObservedBody } from '../domain/journal/request-record.js';
import type { JsonValue } from '../domain/json.js';
import { type Problem, parseAs } from '../wire/control/read.js';
import { jsonValue } from '../wire/control/values.js';
import { lazySchema } from '../wire/endpoint.js';
import { observedText, type RecordedExchange, type Recording, splitPath } from './exchange.js';

// Our own journal, as `GET …/requests` and `exec --keep-artifacts` give it. Its keys are redacted, and need not be real.

const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected a date and time in ISO 8601')
  .transform((text) => Date.parse(text));
const message = lazySchema(() =>
  z.looseObject({ headers: z.record(z.string(), z.string()), body: jsonValue }),
);

const entryShape = lazySchema(() =>
  z.looseObject({
    id: z.string(),
    at: time,
    received_at: time,
    method: z.string(),
    path: z.string().startsWith('/'),
    request: message(),
    response: message().extend({ status: z.int() }).nullable(),
    duration_ms: z.number().min(0),
  }),
);
type Entry = z.output<ReturnType<typeof entryShape>>;

/** A page of the journal, or its entries alone. */
const exportShape = lazySchema(() =>
  z.looseObject({ requests: z.array(entryShape()), next_cursor: z.null('expected the last page too') }),
);

/** Reads entries of a journal, and says everything that is wrong in them. */
export function parseJournalExport(value: unknown): { value: Recording } | { problems: Problem[] } {
  const parsed = Array.isArray(value)
    ? parseAs(z.array(entryShape()), value)
    : parseAs(
        exportShape().transform(({ requests }) => requests),
        value,
      );
  if ('problems' in parsed) return parsed;
  const exchanges = parsed.value.map(exchangeOf);
  exchanges.sort((one, other) => one.receivedAt - other.receivedAt);
  return { value: { kind: 'journal', exchanges, othersCount: 0 } };
}

function exchangeOf({ id, at, received_at, method, path, request, response, duration_ms }: Entry) {
  const exchange: RecordedExchange = {
    id,
    at,
    receivedAt: received_at,
    durationMs: duration_ms,
    method,
    ...splitPath(path),
    headers: request.headers,
    body: observedValue(request.body),
    answer: response && {
      status: response.status,
      headers: response.headers,
      body: observedValue(response.body),
    },
  };
  return exchange;
}

/** The journal keeps a body that is no JSON as text. */
function observedValue(body: JsonValue): ObservedBody {
  if (body === null) return { kind: 'none' };
  return typeof body === 'string' ? observedText(body) : { kind: 'json', value: body };
}
