import { type EmulatorError, isRefusal } from '../domain/errors.js';
import type { FinishedRequest, ObservedBody, RequestRecord } from '../domain/journal/request-record.js';
import type { Emulator } from '../emulator.js';
import { knownEndpoints } from '../wire/braze/endpoints.js';
import { finishedOf } from './braze/middleware/journal.js';
import type { LazyMetrics } from './metrics/lazy-metrics.js';
import type { TellUnread, UnreadRequest } from './unread-requests.js';

/** A scan of ports, or a client that tries for ever, must not drive everything else out of the journal. */
const toldPerMinuteMax = 60;
const minuteMs = 60_000;

/**
 * Tells of requests that come to neither surface: the journal of the server, the log and the metrics. Of more than 60 in a
 * minute the metrics alone are told; the next that is told says how many these were.
 */
export function unreadTeller(
  emulator: Emulator,
  metrics: LazyMetrics,
  onFinished: (finished: FinishedRequest) => void,
  onStorageFailure: (error: EmulatorError) => void,
): TellUnread {
  let since = performance.now();
  let told = 0;
  let skipped = 0;
  return (unread) => {
    const { rule, message, hint, method, status } = unread;
    const decision = { kind: 'refused' as const, rule, message };
    metrics.observe({ route: null, method, status, durationMs: 0, decision, outcome: null });
    const id = emulator.newControlRequestId();
    if (performance.now() - since >= minuteMs) {
      since = performance.now();
      told = 0;
    }
    if (told === toldPerMinuteMax) {
      skipped++;
      return id;
    }
    told++;
    const more = skipped === 0 ? '' : `; ${skipped} more before it were only counted`;
    skipped = 0;
    const record = recordOf(emulator, id, unread);
    record.unread = { rule, message: message + more, ...(hint !== undefined && { hint }) };
    try {
      onFinished(finishedOf(record, emulator.recordRequest(record, knownEndpoints)));
    } catch (error) {
      if (!isRefusal(error, 'storage_unusable')) throw error;
      onStorageFailure(error);
    }
    return id;
  };
}

function recordOf(emulator: Emulator, id: string, unread: UnreadRequest): RequestRecord {
  const { method, target, headers, status, body, isForeign } = unread;
  const queryAt = target.indexOf('?');
  const answerBody: ObservedBody = body === undefined ? { kind: 'none' } : { kind: 'json', value: body };
  return {
    id,
    receivedAt: emulator.clock.now(),
    method,
    path: queryAt === -1 ? target : target.slice(0, queryAt),
    query: queryAt === -1 ? '' : target.slice(queryAt),
    headers,
    body: { kind: 'none' },
    notes: [],
    answer: status === null ? null : { status, headers: { 'x-request-id': id }, body: answerBody },
    isForeign,
    durationMs: 0,
  };
}
