import {
  differencesJson,
  sizesJson,
  type syncEndpoints,
  syncsJson,
} from '../../../wire/control/cohorts/syncs.js';
import type { Handlers } from '../handler.js';

/** What partners sent to cohorts, as the journal has it. */
export const syncHandlers = {
  listSyncs: ({ emulator, workspace, query }) => syncsJson(emulator.listSyncs(workspace, undefined, query)),
  listCohortSyncs: ({ emulator, workspace, params, query }) =>
    syncsJson(emulator.listSyncs(workspace, cohortOf(params), query)),
  getSync: ({ emulator, workspace, params, query }) =>
    differencesJson(emulator.getSync(workspace, cohortOf(params), params.id, query)),
  listCohortSizes: ({ emulator, workspace, params, query }) =>
    sizesJson(emulator.listCohortSizes(workspace, cohortOf(params), query)),
} satisfies Handlers<typeof syncEndpoints>;

function cohortOf(params: { partner: string; cohort_id: string }) {
  return { partner: params.partner, cohortId: params.cohort_id };
}
