import { Hono } from 'hono';
import { waitUntil } from '../../../background/wait-until.js';
import { WatchedRequests } from '../../../background/watched-requests.js';
import { checkExpectation } from '../../../domain/journal/request-expectation.js';
import type { Emulator } from '../../../emulator.js';
import { expectationJson, verifyInput, waitInput } from '../../../wire/control/expectations.js';
import { longPoll } from '../../long-poll.js';
import { readJsonAs } from '../body.js';
import { addResource } from '../resource.js';

/** Whether a connector sent what it should have: asked once, or waited for. */
export function requestExpectationRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/requests/verify', {
    POST: async (c) => {
      const { expectation, after } = await readJsonAs(c, verifyInput);
      const requests = new WatchedRequests(emulator, c.req.param('ws'), after);
      return c.json(expectationJson('verified', expectation, checkExpectation(expectation, requests.read())));
    },
  });
  addResource(app, '/workspaces/:ws/requests/wait', {
    POST: async (c) => {
      const { expectation, after, timeoutMs } = await readJsonAs(c, waitInput);
      const requests = new WatchedRequests(emulator, c.req.param('ws'), after);
      const check = () => checkExpectation(expectation, requests.read());
      const look = () => {
        const result = check();
        return result.isMet ? result : undefined;
      };
      const found = await longPoll(c, (signal) => waitUntil(emulator, look, timeoutMs, signal));
      return c.json(expectationJson('matched', expectation, found ?? check()));
    },
  });
  return app;
}
