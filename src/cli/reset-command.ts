import { askServer, type ServerOptions } from './control-client.js';

/** Takes a running server back to the state after its start. @throws CommandError. */
export async function reset(options: ServerOptions): Promise<void> {
  const { workspace_count } = await askServer(options, (server) => server.call('resetServer'));
  const text = `Reset; ${workspace_count} ${workspace_count === 1 ? 'workspace' : 'workspaces'}`;
  process.stdout.write(`${options.json ? JSON.stringify({ workspace_count }) : text}\n`);
}
