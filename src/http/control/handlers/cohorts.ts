import { waitUntil } from '../../../background/wait-until.js';
import type { Emulator } from '../../../emulator.js';
import { type cohortEndpoints, cohortJson, cohortWaitJson } from '../../../wire/control/cohorts/cohorts.js';
import { listJson } from '../../../wire/control/pages.js';
import { profileJson } from '../../../wire/control/users/profiles.js';
import type { Handlers } from '../handler.js';

/** The cohorts that partners made in a workspace, and who is in them. */
export const cohortHandlers = {
  async waitForCohort({ emulator, params, body, wait }) {
    const { expectation, quietMs, timeoutMs } = body;
    // Looked up each time: the workspace may be deleted meanwhile.
    const check = () => emulator.checkCohort(emulator.enterWorkspace(params.ws), expectation);
    const look = quietly(check, quietMs);
    const found = await wait((signal) => waitUntil(emulator, look, timeoutMs, signal));
    return cohortWaitJson(expectation, found !== undefined, found ?? check());
  },
  listCohorts: ({ emulator, workspace, query }) =>
    listJson('cohorts', emulator.listCohorts(workspace, query), cohortJson),
  getCohort: ({ emulator, workspace, params }) =>
    cohortJson(emulator.getCohort(workspace, params.partner, params.cohort_id)),
  deleteCohort: ({ emulator, workspace, params }) =>
    emulator.deleteCohort(workspace, params.partner, params.cohort_id),
  listCohortSegments: ({ emulator, workspace, params }) => ({
    segments: emulator
      .listCohortSegments(workspace, params.partner, params.cohort_id)
      .map(({ id, name, isArchived }) => ({ id, name, archived: isArchived })),
  }),
  listCohortMembers({ emulator, workspace, params, query }) {
    const page = emulator.listCohortMembers(workspace, params.partner, params.cohort_id, query);
    return listJson('members', page, profileJson);
  },
} satisfies Handlers<typeof cohortEndpoints>;

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
