import { after, type Caller, type Either } from '../../client/call.js';
import { askServer, type ServerOptions } from '../control-client.js';
import { CommandError, exitCodes } from '../exit-codes.js';

/** What every command about cohorts can be told. */
export interface CohortCommandOptions extends ServerOptions {
  workspace?: string;
}

/** How many workspaces a refusal names. */
const shownMax = 5;

/**
 * Asks a running server about the workspace that is meant: the one that is named, or the only one.
 *
 * @throws CommandError as `askServer`, and when none is named and there is not just one.
 */
export function askWorkspace<Answer>(
  options: CohortCommandOptions,
  ask: (server: Caller, ws: string) => Either<Answer>,
): Promise<Answer> {
  return askServer(options, (server) =>
    options.workspace === undefined
      ? after(onlyWorkspace(server), (ws) => ask(server, ws))
      : ask(server, options.workspace),
  );
}

function onlyWorkspace(server: Caller): Either<string> {
  const query = { limit: shownMax + 1 };
  return after(server.call('listWorkspaces', { query }), ({ workspaces, next_cursor }) => {
    const [only, second] = workspaces;
    if (only !== undefined && second === undefined) return only.id;
    const shown = workspaces.slice(0, shownMax).map(({ id, name }) => `${id} (${name})`);
    const more = workspaces.length > shownMax || next_cursor !== null ? ' and others' : '';
    const has = only === undefined ? 'no workspace' : `several workspaces: ${shown.join(', ')}${more}`;
    throw new CommandError(
      exitCodes.usage,
      `The server has ${has}; say which is meant with --workspace or BRAZE_EMULATOR_WORKSPACE`,
    );
  });
}
