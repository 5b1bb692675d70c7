import { Hono } from 'hono';
import { waitUntil } from '../../../background/wait-until.js';
import type { Emulator } from '../../../emulator.js';
import { cohortWaitInput, cohortWaitJson } from '../../../wire/control/cohort-wait.js';
import { longPoll } from '../../long-poll.js';
import { readJsonAs } from '../body.js';
import { addResource } from '../resource.js';

/** `…/cohorts/wait`: answers when a cohort is as expected, or when the time is over. */
export function cohortWaitRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/cohorts/wait', {
    POST: async (c) => {
      const { expectation, quietMs, timeoutMs } = await readJsonAs(c, cohortWaitInput);
      const check = () => emulator.checkCohort(emulator.getWorkspace(c.req.param('ws')), expectation);
      const look = quietly(check, quietMs);
      const found = await longPoll(c, (signal) => waitUntil(emulator, look, timeoutMs, signal));
      const { size, missing } = found ?? check();
      const missed = missing.map((index) => expectation.members[index]!);
      return c.json(cohortWaitJson(found !== undefined, size, missed));
    },
  });
  return app;
}

type Check = ReturnType<Emulator['checkCohort']>;

/**
 * Finds a cohort that is as expected and has not changed for a while. The while is of real time, as the connector that is
 * waited for runs in it.
 */
function quietly(check: () => Check, quietMs: number): () => Check | number | undefined {
  let changeCount: number | undefined;
  let quietSince = performance.now();
  return () => {
    const found = check();
    if (found.changeCount !== changeCount) {
      quietSince = performance.now();
      changeCount = found.changeCount;
    }
    if (!found.isMet) return undefined;
    const restMs = quietMs - (performance.now() - quietSince);
    return restMs <= 0 ? found : restMs;
  };
}
