import type { Handler, Hono } from 'hono';
import type { BlankEnv } from 'hono/types';
import { EmulatorError } from '../../domain/errors.js';

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Registers what a path answers to; any other verb there is refused with `Allow` listing these. */
export function addResource<Path extends string>(
  app: Hono,
  path: Path,
  handlers: Partial<Record<Verb, Handler<BlankEnv, Path>>>,
): void {
  const verbs = Object.entries(handlers);
  for (const [verb, handler] of verbs) app.on(verb, path, handler);
  const allow = verbs.map(([verb]) => verb).join(', ');
  app.all(path, (c) => {
    c.header('Allow', allow);
    throw new EmulatorError('method_not_allowed', `${c.req.method} is not allowed here; allowed: ${allow}`);
  });
}
