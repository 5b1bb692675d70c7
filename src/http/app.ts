import { Hono } from 'hono';
import type { Emulator } from '../emulator.js';
import { endpointFacts } from '../wire/braze/endpoints.js';
import { type BrazeAppOptions, createBrazeApp } from './braze/app.js';
import { type ControlAppOptions, controlPath, createControlApp } from './control/app.js';
import { LazyMetrics } from './metrics/lazy-metrics.js';

export type AppOptions = BrazeAppOptions &
  Omit<ControlAppOptions, 'renderMetrics'> & {
    /** The numbers for Prometheus, when something else counts there too. */
    metrics?: LazyMetrics | undefined;
  };

/** Everything the emulator answers over HTTP: the control API under `/_emulator`, the Braze surface elsewhere. */
export function createApp(emulator: Emulator, options: AppOptions): Hono {
  const metrics = options.metrics ?? new LazyMetrics(emulator);
  const braze = createBrazeApp(emulator, {
    ...options,
    onFinished(finished) {
      metrics.observe(finished);
      options.onFinished(finished);
    },
  });
  const renderMetrics = () => metrics.render();
  const control = createControlApp(emulator, { ...options, renderMetrics }, Object.values(endpointFacts));
  return (
    new Hono()
      .all('*', (c) => {
        const isControl = c.req.path === controlPath || c.req.path.startsWith(`${controlPath}/`);
        return isControl ? control.fetch(c.req.raw, c.env) : braze.fetch(c.req.raw, c.env ?? {});
      })
      // Both answer their own errors; what still comes here is a request in process that gets no answer.
      .onError((error) => {
        throw error;
      })
  );
}
