// How fast profiles come in, into a new file.
import { join } from 'node:path';
import { startCommand } from '../builds.mjs';
import { sendAll } from '../request-sender.mjs';
import { measure } from '../rounds.mjs';
import { createWorkspace, externalIdOf, restRequest } from '../world.mjs';

export const title = 'Imports';
export const about =
  'Plain profiles a second into a new `--db` file: as NDJSON in one request, and by `/users/track`, 75 a request, over four connections.';

const roundsMax = 3;
const trackedPerRequest = 75;
const count = (number) => number.toLocaleString('en');

export default async function imports({ builds, files, sizes, rounds, connections }, { folder }) {
  const results = [];
  const [, middle] = sizes;
  for (const profiles of sizes) {
    const isLarge = profiles > middle;
    const ndjson = {
      name: `NDJSON, ${count(profiles)}`,
      unit: 'profiles/s',
      amount: profiles,
      // The other build is spared what takes it many minutes.
      contenders: builds
        .filter(({ name }) => name === 'ours' || !isLarge)
        .map((build) => ({
          by: build.name,
          run: async () => ({ ms: await files.fill(build, profiles) }),
        })),
    };
    const options = { runsPerRound: 1, isWarmed: false };
    results.push(...(await measure([ndjson], isLarge ? 1 : Math.min(rounds, roundsMax), options)));
  }
  const tracked = {
    name: `\`/users/track\`, ${count(middle)}`,
    unit: 'profiles/s',
    amount: middle,
    contenders: [
      { by: 'ours', run: () => track(builds[0], join(folder, 'tracked.db'), middle, connections) },
    ],
  };
  results.push(...(await measure([tracked], 1, { runsPerRound: 1, isWarmed: false })));
  return results;
}

async function track(build, file, profiles, connections) {
  const server = await startCommand(build, ['--no-quickstart', '--db', file]);
  function* requests() {
    for (let first = 0; first < profiles; first += trackedPerRequest) {
      const length = Math.min(trackedPerRequest, profiles - first);
      const attributes = Array.from({ length }, (_, index) => ({ external_id: externalIdOf(first + index) }));
      yield restRequest('/users/track', { attributes });
    }
  }
  try {
    await createWorkspace(server.url);
    const started = performance.now();
    await sendAll(server.url, connections, requests());
    return { ms: performance.now() - started };
  } finally {
    await server.stop();
  }
}
