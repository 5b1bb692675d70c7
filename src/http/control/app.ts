import { Hono } from 'hono';
import type { Endpoint } from '../../domain/endpoint.js';
import { EmulatorError } from '../../domain/errors.js';
import type { Emulator } from '../../emulator.js';
import { hasHungUp } from '../hung-up.js';
import { LazyMetrics } from '../metrics/lazy-metrics.js';
import type { RenderedMetrics } from '../metrics/metrics.js';
import { controlReply } from './errors.js';
import { adminToken } from './middleware/admin-token.js';
import { hostCheck } from './middleware/host-check.js';
import { campaignRoutes } from './routes/campaigns.js';
import { clockRoutes } from './routes/clock.js';
import { cohortWaitRoutes } from './routes/cohort-wait.js';
import { cohortRoutes } from './routes/cohorts.js';
import { faultRoutes } from './routes/faults.js';
import { keyRoutes } from './routes/keys.js';
import { partnerRoutes } from './routes/partners.js';
import { requestExpectationRoutes } from './routes/request-expectations.js';
import { requestRoutes } from './routes/requests.js';
import { segmentRoutes } from './routes/segments.js';
import { sendRoutes } from './routes/sends.js';
import { serverRoutes } from './routes/server.js';
import { snapshotRoutes } from './routes/snapshots.js';
import { userRoutes } from './routes/users.js';
import { workspaceRoutes } from './routes/workspaces.js';

/** No Braze path begins with it. */
export const controlPath = '/_emulator';
const basePath = `${controlPath}/v1`;

export interface ControlAppOptions {
  /** Whether only this machine reaches the server, so that `Host` is checked. Default true. */
  isLoopback?: boolean | undefined;
  /** Further values of `Host` to answer to on loopback, without a port. */
  allowedHosts?: readonly string[] | undefined;
  /** When given, every request must carry it but those for `/health` and `/ready`. */
  adminToken?: string | undefined;
  /** Whether the start state is applied. Default: always. */
  isReady?: (() => boolean) | undefined;
  /** Takes everything back to the state after start. Default: takes every workspace away. */
  resetToStart?: (() => void) | undefined;
  /** The numbers for Prometheus. Default: of an emulator that no request of the Braze surface reaches. */
  renderMetrics?: (() => Promise<RenderedMetrics>) | undefined;
  /** Told of a defect of the emulator; the answer is then a plain 500. */
  onDefect: (error: unknown) => void;
}

/**
 * The control API: what the test around a connector seeds, looks at and takes away.
 *
 * @param brazeEndpoints  Those of the Braze surface beside it.
 */
export function createControlApp(
  emulator: Emulator,
  options: ControlAppOptions,
  brazeEndpoints: readonly Endpoint[],
): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('X-Request-Id', emulator.newControlRequestId());
  });
  if (options.isLoopback ?? true) app.use(hostCheck(options.allowedHosts ?? []));
  if (options.adminToken !== undefined) {
    app.use(adminToken(options.adminToken, [`${basePath}/health`, `${basePath}/ready`]));
  }
  app.route(
    basePath,
    serverRoutes(emulator, {
      isReady: options.isReady ?? (() => true),
      resetToStart:
        options.resetToStart ?? (() => emulator.resetToStartState({ partners: [], workspaces: [] })),
      renderMetrics: options.renderMetrics ?? (() => new LazyMetrics(emulator).render()),
    }),
  );
  app.route(basePath, workspaceRoutes(emulator));
  app.route(basePath, clockRoutes(emulator));
  app.route(basePath, partnerRoutes(emulator));
  app.route(basePath, keyRoutes(emulator));
  app.route(basePath, userRoutes(emulator));
  app.route(basePath, cohortWaitRoutes(emulator));
  app.route(basePath, cohortRoutes(emulator));
  app.route(basePath, segmentRoutes(emulator));
  app.route(basePath, campaignRoutes(emulator));
  app.route(basePath, sendRoutes(emulator));
  app.route(basePath, faultRoutes(emulator, brazeEndpoints));
  app.route(basePath, snapshotRoutes(emulator));
  app.route(basePath, requestExpectationRoutes(emulator));
  app.route(basePath, requestRoutes(emulator));
  // A route, not Hono's notFound: what that throws passes by the middleware, and the answer would have no request id.
  app.all('*', () => {
    // Without the path, which may have a key in it.
    throw new EmulatorError('not_found', 'The control API has nothing at this path');
  });
  app.onError((error, c) => {
    const reply = error instanceof EmulatorError ? controlReply(error) : undefined;
    if (reply !== undefined) return c.json(reply.body, reply.status);
    if (hasHungUp(c)) return c.json({}, 400);
    options.onDefect(error);
    return c.json({ error: { code: 'internal', message: 'Internal error of the emulator' } }, 500);
  });
  return app;
}
