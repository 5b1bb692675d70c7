// What a test asks before each case: a workspace of its own, or the old one as it was.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openBuilds } from '../builds.mjs';
import { jsonRequest, sendAll } from '../request-sender.mjs';
import { measure } from '../rounds.mjs';
import { createWorkspace, loadProfiles } from '../world.mjs';

export const title = 'Workspaces';
export const about = 'Milliseconds each, one after the other.';

const workspacesPerRun = 50;
const createdInProcess = 200;
const profilesReset = 1_000;

export default async function workspaces({ builds, rounds }, place) {
  const opened = await openBuilds(builds, place, createWorkspace);
  const creations = Array(workspacesPerRun).fill(jsonRequest('/_emulator/v1/workspaces', {}));
  const contendersOf = (contenderOf) =>
    opened.map((server) => ({ by: server.by, ...contenderOf(server.url, server.filled) }));
  const cases = [
    {
      name: 'a workspace over HTTP',
      unit: 'ms',
      amount: workspacesPerRun,
      contenders: contendersOf((url) => ({ run: () => sendAll(url, 1, creations) })),
    },
    {
      name: 'a workspace in process',
      unit: 'ms',
      contenders: [{ by: 'ours, in memory', run: () => createInProcess(builds[0], createdInProcess) }],
    },
    {
      name: `reset with ${profilesReset.toLocaleString('en')} profiles`,
      unit: 'ms',
      contenders: contendersOf((url, workspaceId) => ({
        prepare: () => loadProfiles(url, workspaceId, profilesReset),
        run: () => sendAll(url, 1, [jsonRequest(`/_emulator/v1/workspaces/${workspaceId}/reset`, {})]),
      })),
    },
  ];
  return measure(cases, rounds);
}

/** In a process of its own, as a test does it. */
async function createInProcess({ dist }, count) {
  const program = `import { startEmulator } from ${JSON.stringify(join(dist, 'library/index.js'))};
    const emulator = await startEmulator();
    for (let number = 0; number < 50; number++) emulator.createWorkspace();
    const started = performance.now();
    for (let number = 0; number < ${count}; number++) emulator.createWorkspace();
    console.log(performance.now() - started);
    await emulator.stop();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return { ms: Number(stdout), amount: count };
}
