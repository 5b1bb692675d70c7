import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { EmulatorError } from '../../../domain/errors.js';
import type { JournalEntry } from '../../../domain/journal/journal.js';
import type { ObservedAnswer, ObservedRequest } from '../../../domain/journal/observed-request.js';
import type { Emulator } from '../../../emulator.js';
import type { BrazeEnv, FinishedExchange } from '../exchange.js';
import { observedAnswerBody, observedBody } from '../observed-body.js';

/**
 * Gives each request its `X-Request-Id` and, before the answer goes out, writes both into the journal; then tells what
 * became of it.
 *
 * @param endpoints  Everything that Braze has, as `VERB /path/{name}`.
 */
export function exchange(
  emulator: Emulator,
  endpoints: () => readonly string[],
  onFinished: (finished: FinishedExchange) => void,
): MiddlewareHandler<BrazeEnv> {
  return async (c, next) => {
    const started = performance.now();
    const id = emulator.newRequestId();
    c.set('exchange', { id, startedAt: emulator.clock.now() });
    await next();
    const answer = await answerOf(c, id);
    const durationMs = performance.now() - started;
    const observed = { ...c.var.exchange, request: requestOf(c), answer, durationMs };
    onFinished(finishedOf(c, emulator.recordRequest(observed, endpoints())));
  };
}

/** Every path matches the middleware and the catch-all besides. */
function routeOf(c: Context): string {
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'));
  return route === undefined ? 'none' : route.path.replaceAll(/:(\w+)/g, '{$1}');
}

function requestOf(c: Context<BrazeEnv>): ObservedRequest {
  const { url } = c.req;
  // As sent: Hono's own path is decoded.
  const sent = url.slice(url.indexOf('/', url.indexOf(':') + 3));
  const queryAt = sent.indexOf('?');
  return {
    method: c.req.method,
    route: queryAt === -1 ? sent : sent.slice(0, queryAt),
    query: queryAt === -1 ? '' : sent.slice(queryAt),
    headers: Object.fromEntries(c.req.raw.headers),
    body: observedBody(c.var.body, c.var.exchange.sent),
  };
}

/** Gives the answer its id and reads it. What was read goes out as a new answer, which costs less than a clone. */
async function answerOf(c: Context<BrazeEnv>, id: string): Promise<ObservedAnswer | null> {
  if (c.var.exchange.isUnanswered) {
    c.header('X-Request-Id', id);
    return null;
  }
  const { status, headers } = c.res;
  headers.set('X-Request-Id', id);
  // An archive of any size goes out as it is read.
  if (headers.get('content-type') === 'application/zip') {
    const byteCount = Number(headers.get('content-length'));
    return { status, headers: Object.fromEntries(headers), body: { kind: 'binary', byteCount } };
  }
  const text = await c.res.text();
  c.res = undefined; // Hono would add the old one's headers to the new one's.
  c.res = new Response(text, { status, headers });
  return { status, headers: Object.fromEntries(headers), body: observedAnswerBody(text) };
}

/** What is told to the log and to the library's caller: nothing of it that the journal does not have. */
function finishedOf(c: Context<BrazeEnv>, entry: JournalEntry): FinishedExchange {
  const { sent: _sent, notes: _notes, refusal, partner, cohortId, outcome, ...rest } = c.var.exchange;
  const { decision } = entry;
  return {
    ...rest,
    ...(partner !== undefined && { partner: entry.partner! }),
    ...(cohortId !== undefined && { cohortId: entry.cohortId! }),
    ...(outcome !== undefined && { outcome: entry.outcome! }),
    ...(refusal !== undefined && { refusal: withoutKeys(refusal, decision) }),
    method: entry.method,
    path: entry.path.split('?', 1)[0]!,
    route: routeOf(c),
    status: entry.response?.status ?? null,
    durationMs: entry.durationMs,
    decision,
  };
}

function withoutKeys(refusal: EmulatorError, decision: JournalEntry['decision']): EmulatorError {
  const { echoed: _key, ...details } = refusal.details;
  return new EmulatorError(refusal.code, decision.kind === 'refused' ? decision.message : '', details);
}
