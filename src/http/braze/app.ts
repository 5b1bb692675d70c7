import { Hono } from 'hono';
import { EmulatorError } from '../../domain/errors.js';
import type { FinishedRequest } from '../../domain/journal/request-record.js';
import type { Emulator } from '../../emulator.js';
import { isUnbuiltPath } from '../../wire/braze/unbuilt.js';
import { hasHungUp } from '../hung-up.js';
import { tooSlowBody } from '../slow-bodies.js';
import { answerJson, answerWith } from './answer.js';
import { ConnectionBroken, rejectUnanswered } from './break-connection.js';
import type { BrazeEnv } from './env.js';
import { brazeReply } from './errors.js';
import { takeBody } from './middleware/body.js';
import { journal } from './middleware/journal.js';
import { registerEndpoints } from './register.js';
import { storageErrorXml } from './storage-error-xml.js';

export interface BrazeAppOptions {
  /** Told of every request once it is answered. */
  onFinished: (finished: FinishedRequest) => void;
  /** Told of a defect of the emulator; the answer is then a plain 500. */
  onDefect: (error: unknown) => void;
  /** Told of a request that the storage does not serve; the answer says why. */
  onStorageFailure?: (error: EmulatorError) => void;
}

/** The Braze surface: Braze's own paths, statuses, texts and headers. */
export function createBrazeApp(emulator: Emulator, options: BrazeAppOptions): Hono<BrazeEnv> {
  const app = new Hono<BrazeEnv>();
  app.use(rejectUnanswered);
  const onStorageFailure = options.onStorageFailure ?? (() => {});
  app.use(journal(emulator, options.onFinished, onStorageFailure));
  registerEndpoints(app, emulator);
  // A route, not Hono's notFound: what that throws passes by the middleware, and the answer would have no request id.
  app.all('*', async (c) => {
    const { method, path } = c.req;
    await takeBody(c);
    throw isUnbuiltPath(method, path)
      ? new EmulatorError(
          'path_not_built',
          `${method} ${path} exists at Braze but is not built in braze-cohort-emulator`,
        )
      : new EmulatorError('unknown_path', 'Braze has no such endpoint');
  });
  app.onError((error, c) => {
    if (error instanceof ConnectionBroken) throw error;
    const refusal = error instanceof EmulatorError ? error : undefined;
    const reply = refusal && brazeReply(refusal);
    const record = c.get('record');
    if (reply === undefined) {
      if (hasHungUp(c)) {
        const { incoming, slowBodies } = c.env;
        const wasCut = incoming !== undefined && slowBodies?.wasCut(incoming);
        record.answer = wasCut ? { status: 408, headers: {}, body: { kind: 'none' } } : null;
        if (wasCut) record.unread = tooSlowBody;
        return c.json({}, wasCut ? 408 : 400);
      }
      options.onDefect(error);
      return answerJson(c, { message: 'Internal Server Error' }, 500);
    }
    record.refusal = refusal;
    if (refusal?.code === 'storage_unusable') onStorageFailure(refusal);
    if (!reply.isOfStorage) return answerJson(c, reply.body, reply.status);
    const text = storageErrorXml({ ...reply.body, RequestId: record.id });
    return answerWith(c, text, reply.status, 'application/xml', { kind: 'text', text });
  });
  return app;
}
