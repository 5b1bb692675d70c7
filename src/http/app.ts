import { type Context, Hono } from 'hono';
import { type EmulatorError, invariant } from '../domain/errors.js';
import type { Emulator } from '../emulator.js';
import { endpointFacts } from '../wire/braze/endpoints.js';
import { type BrazeAppOptions, createBrazeApp } from './braze/app.js';
import { brazeReply } from './braze/errors.js';
import { type ControlAppOptions, controlPath, createControlApp, serverPartsOf } from './control/app.js';
import { isForPeople, LazyDashboard } from './dashboard.js';
import { type CallerRules, callerCheck } from './foreign-callers.js';
import { LazyMetrics } from './metrics/lazy-metrics.js';
import { requestTarget } from './request-host.js';
import { unreadTeller } from './tell-unread.js';
import type { TellUnread } from './unread-requests.js';

export type AppOptions = BrazeAppOptions &
  CallerRules &
  Omit<ControlAppOptions, 'renderMetrics' | 'checkCaller'> & {
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
  const checkCaller = callerCheck(options);
  const controlOptions = { ...options, renderMetrics, checkCaller };
  const parts = serverPartsOf(emulator, controlOptions, Object.values(endpointFacts));
  const control = createControlApp(emulator, controlOptions, parts);
  const dashboard = new LazyDashboard(emulator, parts, controlOptions);
  const tellUnread = unreadTeller(
    emulator,
    metrics,
    options.onFinished,
    options.onStorageFailure ?? (() => {}),
  );
  return (
    new Hono()
      .all('*', (c) => {
        const isOurs = c.req.path === controlPath || c.req.path.startsWith(`${controlPath}/`);
        if (isOurs && isForPeople(c)) return dashboard.fetch(c);
        if (isOurs) return control.fetch(c.req.raw, c.env);
        if (c.req.path === '/' && isForPeople(c)) return c.redirect(`${controlPath}/`);
        const refusal = checkCaller(c, 'braze');
        return refusal === undefined ? braze.fetch(c.req.raw, c.env ?? {}) : refuse(c, refusal, tellUnread);
      })
      // Both answer their own errors; what still comes here is a request in process that gets no answer.
      .onError((error) => {
        throw error;
      })
  );
}

/** Answers as the Braze surface does, which the request does not reach. */
function refuse(c: Context, refusal: EmulatorError, tellUnread: TellUnread): Response {
  const reply = brazeReply(refusal);
  invariant(reply, 'The Braze surface has an answer to every foreign caller');
  const { status, body } = reply;
  const id = tellUnread({
    rule: refusal.code,
    message: refusal.message,
    method: c.req.method,
    target: requestTarget(c),
    headers: c.req.header(),
    status,
    body,
    isForeign: true,
  });
  return c.json(body, status, { 'X-Request-Id': id });
}
