import { explainMembers } from '../../../background/explain-members.js';
import { invariant } from '../../../domain/errors.js';
import {
  type explainEndpoints,
  explainedJson,
  explainedListJson,
} from '../../../wire/control/cohorts/explain.js';
import type { Handlers } from '../handler.js';

/** Why people are in a cohort, or are not. */
export const explainHandlers = {
  explainMember({ emulator, workspace, params, query, inPieces }) {
    const pieces = explainMembers(emulator, workspace.id, cohortOf(params), [query]);
    return inPieces(pieces, ({ people: [one], eviction }) => {
      invariant(one, 'who is asked about is told of');
      return explainedJson(one, eviction);
    });
  },
  explainMembers({ emulator, workspace, params, body, inPieces }) {
    const pieces = explainMembers(emulator, workspace.id, cohortOf(params), body);
    return inPieces(pieces, ({ people, eviction }) => explainedListJson(people, eviction));
  },
} satisfies Handlers<typeof explainEndpoints>;

function cohortOf(params: { partner: string; cohort_id: string }) {
  return { partner: params.partner, cohortId: params.cohort_id };
}
