import type { Answer, TestEmulator } from '../emulator.js';
import { freshEmulator, type TestOptions } from '../emulator.js';
import { aUser } from '../users/users.js';

/** A workspace with the people a, b, c and d; a and b are in the cohort `vip`, b and c in `lapsed`, nobody in `empty`. */
export function emulatorWithCohorts(options: TestOptions = {}): Promise<TestEmulator> {
  const cohort = (cohortId: string, name: string, members: string[]) => ({
    partner: 'hightouch',
    cohortId,
    name,
    members: members.map((externalId) => ({ externalId })),
  });
  return freshEmulator({
    ...options,
    workspace: {
      users: ['a', 'b', 'c', 'd'].map((externalId) => aUser({ externalId })),
      cohorts: [
        cohort('vip', 'VIP', ['a', 'b']),
        cohort('lapsed', 'Lapsed', ['b', 'c']),
        cohort('empty', 'Nobody yet', []),
      ],
      ...options.workspace,
    },
  });
}

type Filter = Record<string, unknown>;

/** Members of the cohort. */
export function inCohort(...cohortIds: string[]): Filter {
  return { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: cohortIds };
}

export function notInCohort(...cohortIds: string[]): Filter {
  return { ...inCohort(...cohortIds), comparison: 'does_not_include' };
}

/** Members of the segment. */
export function inSegment(...segmentIds: string[]): Filter {
  return { type: 'segment', comparison: 'includes', segment_ids: segmentIds };
}

/** A definition of one group, all of whose filters must be met. */
export function allOf(...filters: Filter[]): { groups: object[] } {
  return { groups: [{ filters }] };
}

/** External ids of the profiles of an answer. */
export function externalIds(answer: Answer): (string | null)[] {
  return answer.json.members.map((its: { external_id: string | null }) => its.external_id);
}

/** GET on the Braze surface with the workspace's REST API key. */
export function restGet(t: TestEmulator, path: string): Promise<Answer> {
  return t.send(path, { headers: { authorization: `Bearer ${t.restApiKey}` } });
}
