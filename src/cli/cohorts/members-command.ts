import { listAll } from '../../client/call.js';
import { idOf } from '../../client/identity.js';
import { profileColumns, profileLine } from '../../client/profile-csv.js';
import { visibleLines } from '../../platform/visible.js';
import { askWorkspace, type CohortCommandOptions } from './ask-workspace.js';

/**
 * Prints who is in a cohort, one a line, in order of creation.
 *
 * @throws CommandError as `askWorkspace`; with exit code 1 when there is no such cohort.
 */
export async function members(
  options: CohortCommandOptions & { csv?: true },
  partner: string,
  cohortId: string,
): Promise<void> {
  const { json, csv } = options;
  const profiles = await askWorkspace(options, (server, ws) =>
    listAll(server, 'listCohortMembers', 'members', { params: { ws, partner, cohort_id: cohortId } }),
  );
  if (json) process.stdout.write(`${JSON.stringify({ members: profiles })}\n`);
  else if (csv) process.stdout.write(profileColumns + profiles.map(profileLine).join(''));
  else process.stdout.write(visibleLines(profiles.map((profile) => `${oneLine(idOf(profile))}\n`).join('')));
}

function oneLine(text: string): string {
  return text.replaceAll('\n', '\\n');
}
