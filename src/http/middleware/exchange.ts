import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Emulator } from '../../emulator.js';
import type { BrazeEnv, FinishedExchange } from '../exchange.js';

/** Gives each request its `X-Request-Id` and tells, once it is answered, what became of it. */
export function exchange(
  emulator: Emulator,
  onFinished: (finished: FinishedExchange) => void,
): MiddlewareHandler<BrazeEnv> {
  return async (c, next) => {
    const started = performance.now();
    const id = emulator.newRequestId();
    c.set('exchange', { id, startedAt: emulator.clock.now() });
    await next();
    c.header('X-Request-Id', id);
    onFinished({
      ...c.var.exchange,
      method: c.req.method,
      path: c.req.path,
      status: c.var.exchange.isUnanswered ? null : c.res.status,
      route: routeOf(c),
      durationMs: performance.now() - started,
    });
  };
}

/** Every path matches the middleware and the catch-all besides. */
function routeOf(c: Context): string {
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'));
  return route === undefined ? 'none' : route.path.replaceAll(/:(\w+)/g, '{$1}');
}
