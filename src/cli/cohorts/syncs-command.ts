import type { Sync } from '../../client/api.js';
import { visible } from '../../platform/visible.js';
import { askWorkspace, type CohortCommandOptions } from './ask-workspace.js';

/** How many syncs are printed. */
const shownMax = 100;

/**
 * Prints the last syncs of a workspace or of one cohort, the newest first.
 *
 * @throws CommandError as `askWorkspace`.
 */
export async function syncs(
  options: CohortCommandOptions,
  cohort: { partner: string; cohortId: string } | undefined,
): Promise<void> {
  const query = { limit: shownMax };
  const answer = await askWorkspace(options, (server, ws) =>
    cohort === undefined
      ? server.call('listSyncs', { params: { ws }, query })
      : server.call('listCohortSyncs', {
          params: { ws, partner: cohort.partner, cohort_id: cohort.cohortId },
          query,
        }),
  );
  const lines = options.json ? [JSON.stringify(answer)] : answer.syncs.map(lineOf);
  if (!options.json && answer.next_cursor !== null)
    lines.push(`Older ones are not shown; --json has the cursor`);
  if (!options.json && answer.evicted > 0) {
    lines.push(`The journal had to let go of ${answer.evicted} requests, until ${answer.evicted_until}`);
  }
  process.stdout.write(lines.map((line) => `${visible(line)}\n`).join(''));
}

function lineOf(sync: Sync): string {
  const named = sync.name === null || sync.name === sync.cohort_id ? '' : ` (${sync.name})`;
  const { request_count: count } = sync;
  const counts = [
    `${count} ${count === 1 ? 'request' : 'requests'}`,
    `+${sync.added}`,
    `-${sync.removed}`,
    ...(['unknown', 'skipped', 'refused'] as const).flatMap((its) =>
      sync[its] > 0 ? `${sync[its]} ${its}` : [],
    ),
    ...(sync.held_back > 0 ? [`${sync.held_back} held back`] : []),
  ];
  return `${sync.last_at}  ${sync.partner} ${sync.cohort_id}${named}  ${counts.join(', ')}`;
}
