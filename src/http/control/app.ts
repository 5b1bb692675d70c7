import { Hono } from 'hono';
import type { Endpoint } from '../../domain/endpoint.js';
import { EmulatorError, isRefusal } from '../../domain/errors.js';
import type { Emulator } from '../../emulator.js';
import { type ControlEndpoint, controlBasePath } from '../../wire/control/endpoint.js';
import { controlEndpoints } from '../../wire/control/endpoints.js';
import { type CheckCaller, callerCheck } from '../foreign-callers.js';
import { hasHungUp } from '../hung-up.js';
import { LazyMetrics } from '../metrics/lazy-metrics.js';
import type { RenderedMetrics } from '../metrics/metrics.js';
import { controlReply } from './errors.js';
import type { ServerParts } from './handler.js';
import { controlHandlers } from './handlers.js';
import { adminToken } from './middleware/admin-token.js';
import { OpenWaits } from './open-waits.js';
import { addEndpoints } from './register.js';

/** No Braze path begins with it. */
export const controlPath = '/_emulator';

export interface ControlAppOptions {
  /** Default: that of a server which only this machine reaches. */
  checkCaller?: CheckCaller;
  /** When given, every request must carry it but those for `/health` and `/ready`. */
  adminToken?: string;
  /** Whether the start state is applied. Default: always. */
  isReady?: () => boolean;
  /** Takes everything back to the state after start. Default: takes every workspace away. */
  resetToStart?: () => void;
  /** The numbers for Prometheus. Default: of an emulator that no request of the Braze surface reaches. */
  renderMetrics?: () => Promise<RenderedMetrics>;
  /** Told of a defect of the emulator; the answer is then a plain 500. */
  onDefect: (error: unknown) => void;
  /** Told of a request that the storage does not serve; the answer says why. */
  onStorageFailure?: (error: EmulatorError) => void;
}

/**
 * What handlers can ask of the server, with the defaults.
 *
 * @param brazeEndpoints  Those of the Braze surface beside it.
 */
export function serverPartsOf(
  emulator: Emulator,
  options: ControlAppOptions,
  brazeEndpoints: readonly Endpoint[],
): ServerParts {
  return {
    isReady: options.isReady ?? (() => true),
    resetToStart:
      options.resetToStart ?? (() => emulator.resetToStartState({ partners: [], workspaces: [] })),
    renderMetrics: options.renderMetrics ?? (() => new LazyMetrics(emulator).render()),
    waits: new OpenWaits(),
    brazeEndpoints,
  };
}

/** The control API: what the test around a connector seeds, looks at and takes away. */
export function createControlApp(emulator: Emulator, options: ControlAppOptions, server: ServerParts): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('X-Request-Id', emulator.newControlRequestId());
    // A page of another port is of the same site: nothing here is a script or an image to it.
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('X-Content-Type-Options', 'nosniff');
  });
  const checkCaller = options.checkCaller ?? callerCheck({});
  app.use(async (c, next) => {
    const refusal = checkCaller(c, 'control');
    if (refusal !== undefined) throw refusal;
    await next();
  });
  if (options.adminToken !== undefined) {
    const open = Object.values(controlEndpoints).filter((its: ControlEndpoint) => its.isOpen);
    app.use(
      adminToken(
        options.adminToken,
        open.map(({ path }) => controlBasePath + path),
      ),
    );
  }
  addEndpoints(app, controlEndpoints, controlHandlers, emulator, server);
  // A route, not Hono's notFound: what that throws passes by the middleware, and the answer would have no request id.
  app.all('*', () => {
    // Without the path, which may have a key in it.
    throw new EmulatorError('not_found', 'The control API has nothing at this path');
  });
  app.onError((error, c) => {
    const reply = error instanceof EmulatorError ? controlReply(error, emulator.redact) : undefined;
    if (isRefusal(error, 'storage_unusable')) options.onStorageFailure?.(error);
    if (reply !== undefined) return c.json(reply.body, reply.status);
    if (hasHungUp(c)) return c.json({}, 400);
    options.onDefect(error);
    return c.json({ error: { code: 'internal', message: 'Internal error of the emulator' } }, 500);
  });
  return app;
}
