// From the start of a process to its first answer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startCommand } from '../builds.mjs';
import { startNodeServer } from '../peers.mjs';
import { startPrinting } from '../processes.mjs';
import { getRequest, sendAll } from '../request-sender.mjs';
import { measure } from '../rounds.mjs';

export const title = 'Start';
export const about =
  'From the start of the process to the first answer of `/ready`; the library is imported by a program of two lines.';

/** Three starts a contender and round. */
const runsPerRound = 3;
const readyRequest = getRequest('/_emulator/v1/ready');

export default function start({ builds, rounds }) {
  const toFirstAnswer = (by, startServer) => ({
    by,
    async run() {
      const started = performance.now();
      const { url, stop } = await startServer();
      await sendAll(url, 1, [readyRequest]);
      const ms = performance.now() - started;
      await stop();
      return { ms };
    },
  });
  const [ours] = builds;
  const contenders = [
    { by: 'node, without a program', run: () => once(spawn(process.execPath, ['-e', '0']), 'exit') },
    toFirstAnswer('node:http', startNodeServer),
    ...builds.map((build) => toFirstAnswer(`${build.name}, command`, () => startCommand(build, []))),
    toFirstAnswer('ours, library', () => startLibrary(ours)),
  ];
  return measure([{ name: 'start to first answer', unit: 'ms', contenders }], rounds, { runsPerRound });
}

/** What a test does, as a program. */
function startLibrary({ dist }) {
  const program = `import { startEmulator } from ${JSON.stringify(join(dist, 'library/index.js'))};
    console.log((await startEmulator()).url);`;
  return startPrinting(process.execPath, ['--input-type=module', '-e', program]);
}
