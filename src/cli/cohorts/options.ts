import type { Command } from 'commander';
import { addServerOptions, addWorkspaceOption } from '../server-commands.js';
import type { CohortCommandOptions } from './ask-workspace.js';

/** Adds `members`, `syncs` and `explain`. Their code is loaded when they run. */
export function addCohortCommands(program: Command, setExitCode: (exitCode: number) => void): void {
  addWorkspaceOption(addServerOptions(program.command('members')), 'this one; otherwise the only one')
    .argument('<partner>')
    .argument('<cohort_id>')
    .description('list who is in a cohort')
    .option('--csv', 'print all identifiers of each as CSV')
    .action(async (partner: string, cohortId: string, options: CohortCommandOptions & { csv?: true }) =>
      (await import('./members-command.js')).members(options, partner, cohortId),
    );
  const syncs = addWorkspaceOption(
    addServerOptions(program.command('syncs')),
    'this one; otherwise the only one',
  );
  syncs
    .argument('[partner]')
    .argument('[cohort_id]')
    .description('list what partners sent to cohorts, or to one, and what that changed; the newest first')
    .action(
      async (partner: string | undefined, cohortId: string | undefined, options: CohortCommandOptions) => {
        if (partner !== undefined && cohortId === undefined) {
          syncs.error("error: missing required argument 'cohort_id' beside the partner");
        }
        const cohort = partner === undefined ? undefined : { partner, cohortId: cohortId ?? '' };
        await (await import('./syncs-command.js')).syncs(options, cohort);
      },
    );
  addWorkspaceOption(addServerOptions(program.command('explain')), 'this one; otherwise the only one')
    .argument('<partner>')
    .argument('<cohort_id>')
    .argument('<id>', 'an external id, device:ID, or label:name of an alias')
    .description('say whether somebody is in a cohort, and why')
    .action(async (partner: string, cohortId: string, id: string, options: CohortCommandOptions) =>
      setExitCode(await (await import('./explain-command.js')).explain(options, partner, cohortId, id)),
    );
}
