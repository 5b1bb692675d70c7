import type { WorkspaceHandle } from '../library/handles/workspace.js';
import type { MembersReport } from '../report/certification-report.js';
import type { Expected } from './scenario.js';

/** How many people of a kind are told of one by one: why somebody is missing is looked for in the whole journal. */
const toldMax = 10;

/** The cohort that a connector fills. */
export interface JudgedCohort {
  partner: string;
  cohortId: string;
}

/** Compares who is in a cohort with who should be, person by person, and its name. */
export async function judgeMembers(
  workspace: WorkspaceHandle<'either'>,
  { partner, cohortId }: JudgedCohort,
  { members, name }: Expected,
  when: string,
): Promise<MembersReport> {
  const cohort = workspace.cohort(partner, cohortId);
  const result = { when, expected_count: members?.length ?? null };
  const info = await cohort.info();
  const nameProblems =
    name === undefined || info?.name === name
      ? []
      : [info === undefined ? `The cohort was never named; expected '${name}'` : wrongName(info, name)];
  if (members === undefined) return { ...result, problems: nameProblems };
  const found = new Set(await cohort.ids());
  const wanted = new Set(members);
  const explain = async (who: string) => (await cohort.explain(who)).message;
  const missing = await told(
    members.filter((who) => !found.has(who)),
    async (who) => `${who} is missing: ${await explain(who)}`,
    'are missing',
  );
  const surplus = await told(
    [...found].filter((who) => !wanted.has(who)),
    async (who) => `${who} is a member but should not be: ${await explain(who)}`,
    'are members but should not be',
  );
  return { ...result, problems: [...nameProblems, ...missing, ...surplus] };
}

function wrongName(cohort: { name: string; implicit: boolean }, name: string): string {
  const how = cohort.implicit
    ? `was never named, so it is called '${cohort.name}'`
    : `is called '${cohort.name}'`;
  return `The cohort ${how}; expected '${name}'`;
}

async function told(
  people: readonly string[],
  sentence: (who: string) => Promise<string>,
  predicate: string,
): Promise<string[]> {
  const sentences: string[] = [];
  for (const who of people.slice(0, toldMax)) sentences.push(await sentence(who));
  const rest = people.length - toldMax;
  return rest > 0 ? [...sentences, `… and ${rest} more ${predicate}`] : sentences;
}
