import type { Context, MiddlewareHandler } from 'hono';
import { inTurns } from '../../../background/pieces.js';
import { type EmulatorError, isRefusal } from '../../../domain/errors.js';
import type { JournalEntry } from '../../../domain/journal/journal.js';
import type { FinishedRequest, RequestRecord } from '../../../domain/journal/request-record.js';
import type { Emulator } from '../../../emulator.js';
import { knownEndpoints } from '../../../wire/braze/endpoints.js';
import { endTurn, takeTurn } from '../../body-room.js';
import { isSmall, letOthersIn } from '../../let-others-in.js';
import { requestTarget } from '../../request-host.js';
import { answerJson, observedBody } from '../answer.js';
import type { BrazeEnv } from '../env.js';
import { bodyOf } from './body.js';

/**
 * Gives each request its `X-Request-Id` and, before the answer goes out, writes both into the journal; then tells what
 * became of it.
 */
export function journal(
  emulator: Emulator,
  onFinished: (finished: FinishedRequest) => void,
  onStorageFailure: (error: EmulatorError) => void,
): MiddlewareHandler<BrazeEnv> {
  return async (c, next) => {
    const started = performance.now();
    const record = arrivalOf(c, emulator);
    c.set('record', record);
    try {
      await next();
      completeAnswer(c, record);
      await keep(c, record, started);
    } finally {
      c.get('leaveRoom')?.();
      endTurn(c);
    }
  };

  /** Writes a request with its answer into the journal, and tells of it. */
  async function keep(c: Context<BrazeEnv>, record: RequestRecord, started: number): Promise<void> {
    const sentBytes = c.get('sentBytes') ?? 0;
    // One that is large has its turn already, unless a fault kept it.
    if (!isSmall(sentBytes)) await takeTurn(c, 'braze', sentBytes);
    await letOthersIn(sentBytes);
    if (record.body.kind === 'none') {
      const value = bodyOf(c);
      record.body = value === undefined ? observedBody(c.get('sent')) : { kind: 'json', value };
      c.set('sent', undefined);
      await letOthersIn(sentBytes);
    }
    record.durationMs = performance.now() - started;
    let entry: JournalEntry;
    try {
      entry = await write(emulator, record, sentBytes);
    } catch (error) {
      if (!isRefusal(error, 'storage_unusable')) throw error;
      onStorageFailure(error);
      // A request that the journal does not have must not look like one that it has.
      c.res = undefined;
      c.res = answerJson(c, { message: error.message }, 500);
      c.res.headers.set('X-Request-Id', record.id);
      return;
    }
    onFinished(finishedOf(record, entry));
  }
}

/** Others are let in while keys are looked for in a large body. */
async function write(emulator: Emulator, record: RequestRecord, sentBytes: number): Promise<JournalEntry> {
  if (isSmall(sentBytes)) return emulator.recordRequest(record, knownEndpoints);
  const draft = emulator.draftEntry(record, knownEndpoints);
  return emulator.writeEntry(draft, await inTurns(draft.clean));
}

function arrivalOf(c: Context<BrazeEnv>, emulator: Emulator): RequestRecord {
  const sent = requestTarget(c);
  const queryAt = sent.indexOf('?');
  return {
    id: emulator.newRequestId(),
    receivedAt: emulator.clock.now(),
    method: c.req.method,
    path: queryAt === -1 ? sent : sent.slice(0, queryAt),
    query: queryAt === -1 ? '' : sent.slice(queryAt),
    headers: Object.fromEntries(c.req.raw.headers),
    body: { kind: 'none' },
    notes: [],
    durationMs: 0,
  };
}

/** Gives the answer its id. */
function completeAnswer(c: Context<BrazeEnv>, record: RequestRecord): void {
  if (record.answer === null) {
    c.header('X-Request-Id', record.id);
    return;
  }
  const { status, headers } = c.res;
  headers.set('X-Request-Id', record.id);
  record.answer = {
    status,
    headers: Object.fromEntries(headers),
    body: record.answer?.body ?? { kind: 'none' },
  };
}

/** What is told to the log and to the library's caller: nothing of it that the journal does not have. */
export function finishedOf(record: RequestRecord, entry: JournalEntry): FinishedRequest {
  return {
    ...entry,
    route: record.endpoint?.path ?? null,
    status: entry.response?.status ?? null,
    workspaceName: record.workspace?.name ?? null,
    heldUntil: record.heldUntil ?? null,
  };
}
