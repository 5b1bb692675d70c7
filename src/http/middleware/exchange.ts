import type { Context, MiddlewareHandler } from 'hono';
import { EmulatorError } from '../../domain/errors.js';
import type { JournalEntry } from '../../domain/journal.js';
import type { ObservedAnswer, ObservedRequest } from '../../domain/observed-request.js';
import type { Emulator } from '../../emulator.js';
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
    c.header('X-Request-Id', id);
    const answer = await answerOf(c);
    const durationMs = performance.now() - started;
    const observed = { ...c.var.exchange, request: requestOf(c), answer, durationMs };
    onFinished(finishedOf(c, emulator.recordRequest(observed, endpoints())));
  };
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

async function answerOf(c: Context<BrazeEnv>): Promise<ObservedAnswer | null> {
  if (c.var.exchange.isUnanswered) return null;
  const { status, headers } = c.res;
  return { status, headers: Object.fromEntries(headers), body: await observedAnswerBody(c.res.clone()) };
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
    status: entry.response?.status ?? null,
    durationMs: entry.durationMs,
    decision,
  };
}

function withoutKeys(refusal: EmulatorError, decision: JournalEntry['decision']): EmulatorError {
  const { echoed: _key, ...details } = refusal.details;
  return new EmulatorError(refusal.code, decision.kind === 'refused' ? decision.message : '', details);
}
