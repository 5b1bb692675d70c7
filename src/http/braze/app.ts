import { Hono } from 'hono';
import { EmulatorError } from '../../domain/errors.js';
import type { Emulator } from '../../emulator.js';
import { hasHungUp } from '../hung-up.js';
import { ConnectionBroken, rejectUnanswered } from './break-connection.js';
import { brazeReply } from './errors.js';
import type { BrazeEnv, FinishedExchange } from './exchange.js';
import { takeBody } from './middleware/body.js';
import { exchange } from './middleware/journal.js';
import { campaignRoutes } from './routes/campaigns.js';
import { exportSegmentRoutes } from './routes/export-segment.js';
import { partnerCohortRoutes } from './routes/partner-cohorts.js';
import { segmentRoutes } from './routes/segments.js';
import { sendRoutes } from './routes/sends.js';
import { trackRoutes } from './routes/track.js';
import { userRoutes } from './routes/users.js';
import { storageErrorXml } from './storage-error-xml.js';
import { isUnbuiltPath, unbuiltPaths } from './unbuilt-paths.js';

export interface BrazeAppOptions {
  /** Told of every request once it is answered. */
  onFinished: (finished: FinishedExchange) => void;
  /** Told of a defect of the emulator; the answer is then a plain 500. */
  onDefect: (error: unknown) => void;
}

/** The Braze surface: Braze's own paths, statuses, texts and headers. */
export function createBrazeApp(emulator: Emulator, options: BrazeAppOptions): Hono<BrazeEnv> {
  const app = new Hono<BrazeEnv>();
  app.use(rejectUnanswered);
  app.use(exchange(emulator, () => endpoints, options.onFinished));
  app.route('/', partnerCohortRoutes(emulator));
  app.route('/', trackRoutes(emulator));
  app.route('/', userRoutes(emulator));
  app.route('/', exportSegmentRoutes(emulator));
  app.route('/', segmentRoutes(emulator));
  app.route('/', campaignRoutes(emulator));
  app.route('/', sendRoutes(emulator));
  const endpoints = [...endpointsOf(app), ...unbuiltPaths];
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
    const reply = error instanceof EmulatorError ? brazeReply(error) : undefined;
    if (reply === undefined) {
      if (hasHungUp(c)) {
        c.var.exchange.isUnanswered = true;
        return c.json({}, 400);
      }
      options.onDefect(error);
      return c.json({ message: 'Internal Server Error' }, 500);
    }
    c.var.exchange.refusal = error as EmulatorError;
    if (reply.isOfStorage) {
      const xml = storageErrorXml({ ...reply.body, RequestId: c.var.exchange.id });
      return c.body(xml, reply.status, { 'Content-Type': 'application/xml' });
    }
    return c.json(reply.body, reply.status);
  });
  return app;
}

/** What it answers to, as `VERB /path/{name}`. */
function endpointsOf(app: Hono<BrazeEnv>): string[] {
  const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'));
  return [...new Set(routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`))];
}
