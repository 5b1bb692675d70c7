import { createWriteStream, openAsBlob } from 'node:fs';
import { access, constants, lstat, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Snapshot } from '../client/api.js';
import { listAll } from '../client/call.js';
import { isNodeError, messageOf } from '../domain/errors.js';
import { visible, visibleLines } from '../platform/visible.js';
import { askServer, type ServerOptions } from './control-client.js';
import { CommandError, exitCodes } from './exit-codes.js';

// Each throws CommandError: what the server says when it refuses, or that it cannot be reached.

export async function save(
  server: ServerOptions,
  name: string,
  { workspace, replace }: { workspace?: string; replace?: true },
): Promise<void> {
  const body = { name, workspace, replace };
  tellSnapshot(server, 'Saved', await askServer(server, (its) => its.call('saveSnapshot', { body })));
}

export async function restore(server: ServerOptions, name: string): Promise<void> {
  const params = { name };
  tellSnapshot(server, 'Restored', await askServer(server, (its) => its.call('restoreSnapshot', { params })));
}

export async function list(server: ServerOptions): Promise<void> {
  const snapshots = await askServer(server, (its) => listAll(its, 'listSnapshots', 'snapshots'));
  const width = Math.max(...snapshots.map(({ name }) => name.length));
  const rows = snapshots.map(
    (its) => `${its.name.padEnd(width)}  ${its.created_at ?? ''.padEnd(24)}  ${contentOf(its)}\n`,
  );
  process.stdout.write(visibleLines(server.json ? `${JSON.stringify({ snapshots })}\n` : rows.join('')));
}

export async function remove(server: ServerOptions, name: string): Promise<void> {
  await askServer(server, (its) => its.call('deleteSnapshot', { params: { name } }));
  tell(server, `Deleted ${name}`, { name });
}

export async function exportTo(
  server: ServerOptions,
  name: string,
  file: string,
  { replace }: { replace?: true },
): Promise<void> {
  if (!replace) await assertAbsent(file);
  const response = await askServer(server, (its) => its.fetch(pathOf(name)));
  await withFile(file, async () => {
    // Whoever waits for the file never sees half of it. A folder that nobody has made before has no link in it.
    const folder = await mkdtemp(`${file}.unfinished-`);
    const unfinished = join(folder, 'snapshot');
    try {
      await pipeline(response.body ?? [], createWriteStream(unfinished, { flags: 'wx' }));
      await rename(unfinished, file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  const { size } = await stat(file);
  tell(server, `Wrote ${file}, ${sizeText(size)}`, { name, file, size_bytes: size });
}

export async function importFrom(
  server: ServerOptions,
  name: string,
  file: string,
  { replace }: { replace?: true },
): Promise<void> {
  const body = await withFile(file, async () => {
    await access(file, constants.R_OK); // says what is wrong, which openAsBlob does not
    return openAsBlob(file);
  });
  const query = replace ? '?replace=true' : '';
  const path = pathOf(name) + query;
  const answer = await askServer(server, (its) => its.fetch(path, { method: 'PUT', body }));
  tellSnapshot(server, 'Imported', (await answer.json()) as Snapshot);
}

/** @throws CommandError when there is something at the path, be it a link that leads nowhere. */
async function assertAbsent(file: string): Promise<void> {
  const found = await withFile(file, () =>
    lstat(file).catch((error) => {
      if (isNodeError(error) && error.code === 'ENOENT') return undefined;
      throw error;
    }),
  );
  if (found === undefined) return;
  throw new CommandError(
    exitCodes.negative,
    `There is a file ${file} already; add --replace, or name another`,
  );
}

function pathOf(name: string): string {
  return `/snapshots/${encodeURIComponent(name)}`;
}

/** @throws CommandError for what the file system refuses. */
async function withFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new CommandError(exitCodes.usage, `Cannot use ${file}: ${messageOf(error)}`);
  }
}

function tellSnapshot(server: ServerOptions, verb: string, snapshot: Snapshot): void {
  tell(server, `${verb} ${snapshot.name}: ${contentOf(snapshot)}`, snapshot);
}

function tell(server: ServerOptions, text: string, json: object): void {
  process.stdout.write(`${visible(server.json ? JSON.stringify(json) : text)}\n`);
}

function contentOf({ problem, workspace, workspace_count, size_bytes }: Snapshot): string {
  const count = `${workspace_count} ${workspace_count === 1 ? 'workspace' : 'workspaces'}`;
  const scope =
    workspace === null ? `everything, ${count}` : `workspace ${workspace.id} (${visible(workspace.name)})`;
  return problem ?? `${scope}, ${sizeText(size_bytes)}`;
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
