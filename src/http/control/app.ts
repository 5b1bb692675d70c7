import { Hono } from 'hono';
import type { Endpoint } from '../../domain/endpoint.js';
import { EmulatorError } from '../../domain/errors.js';
import type { Emulator } from '../../emulator.js';
import { type ControlEndpoint, controlBasePath } from '../../wire/control/endpoint.js';
import { controlEndpoints } from '../../wire/control/endpoints.js';
import { hasHungUp } from '../hung-up.js';
import { LazyMetrics } from '../metrics/lazy-metrics.js';
import type { RenderedMetrics } from '../metrics/metrics.js';
import { controlReply } from './errors.js';
import type { ServerParts } from './handler.js';
import { controlHandlers } from './handlers.js';
import { adminToken } from './middleware/admin-token.js';
import { hostCheck } from './middleware/host-check.js';
import { addEndpoints } from './register.js';

/** No Braze path begins with it. */
export const controlPath = '/_emulator';

export interface ControlAppOptions {
  /** Whether only this machine reaches the server, so that `Host` is checked. Default true. */
  isLoopback?: boolean;
  /** Further values of `Host` to answer to on loopback, without a port. */
  allowedHosts?: readonly string[];
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
}

/** What handlers can ask of the server, with the defaults. */
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
    brazeEndpoints,
  };
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
    const open = Object.values(controlEndpoints).filter((its: ControlEndpoint) => its.isOpen);
    app.use(
      adminToken(
        options.adminToken,
        open.map(({ path }) => controlBasePath + path),
      ),
    );
  }
  const server = serverPartsOf(emulator, options, brazeEndpoints);
  addEndpoints(app, controlEndpoints, controlHandlers, emulator, server);
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
