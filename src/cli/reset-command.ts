import { askControl, type ServerOptions } from './control-client.js';

/** Takes a running server back to the state after its start. @throws CommandError. */
export async function reset(options: ServerOptions): Promise<void> {
  const response = await askControl(options, '/reset', { method: 'POST' });
  const { workspace_count } = (await response.json()) as { workspace_count: number };
  const text = `Reset; ${workspace_count} ${workspace_count === 1 ? 'workspace' : 'workspaces'}`;
  process.stdout.write(`${options.json ? JSON.stringify({ workspace_count }) : text}\n`);
}
