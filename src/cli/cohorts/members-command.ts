import type { Profile } from '../../client/api.js';
import { listAll } from '../../client/call.js';
import { idOf } from '../../library/identity.js';
import { visibleLines } from '../../platform/visible.js';
import { askWorkspace, type CohortCommandOptions } from './ask-workspace.js';

const columns = 'external_id,user_aliases,device_ids,braze_id';

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
  else if (csv) process.stdout.write([columns, ...profiles.map(csvLine), ''].join('\r\n'));
  else process.stdout.write(visibleLines(profiles.map((profile) => `${oneLine(idOf(profile))}\n`).join('')));
}

function oneLine(text: string): string {
  return text.replaceAll('\n', '\\n');
}

/** Several aliases or devices stand in one field, with semicolons between them. */
function csvLine({ external_id, user_aliases, device_ids, braze_id }: Profile): string {
  const aliases = user_aliases.map(({ alias_label, alias_name }) => `${alias_label}:${alias_name}`);
  return [external_id ?? '', aliases.join(';'), device_ids.join(';'), braze_id].map(csvField).join(',');
}

/** As RFC 4180 has it. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
