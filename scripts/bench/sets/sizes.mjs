// What a request takes with few profiles and with many.
import { sendAll, sendFor } from '../request-sender.mjs';
import { measure } from '../rounds.mjs';
import { comingAndGoing, externalIdOf, membersRequest } from '../world.mjs';

export const title = 'Sizes';
export const about =
  'Milliseconds for a cohort request over four connections, with `--db`; of any profiles, and of 20,000 that the process was ' +
  'asked for before.';

const knownIds = 20_000;

export default async function sizes(
  { builds: [ours], files, sizes: all, rounds, connections, runMs },
  { atEnd },
) {
  const servers = [];
  for (const profiles of all) {
    const { url, stop } = await files.open(ours, profiles);
    atEnd(stop);
    servers.push({ url, profiles, known: randomNumbers(Math.min(knownIds, profiles), profiles) });
  }
  const caseOf = (name, { ids, differentBodies, numbersOf }) => ({
    name,
    unit: 'ms',
    contenders: servers.map((server) => ({
      by: `${server.profiles.toLocaleString('en')} profiles`,
      prepare: () => comingAndGoing(differentBodies, () => numbersOf(ids, server).map(externalIdOf)),
      run: (bodies) => sendFor(server.url, connections, bodies, runMs),
    })),
  });
  const anybody = (count, { profiles }) => randomNumbers(count, profiles);
  const known = (count, { known }) => randomNumbers(count, known.length).map((place) => known[place]);
  for (const { url, known } of servers) await askForAll(url, known);
  const cases = [
    caseOf('1 id', { ids: 1, differentBodies: 4 * runMs, numbersOf: anybody }),
    caseOf('1,000 ids', { ids: 1_000, differentBodies: runMs / 2, numbersOf: anybody }),
    caseOf('1,000 ids asked for before', { ids: 1_000, differentBodies: runMs / 2, numbersOf: known }),
  ];
  return measure(cases, rounds);
}

async function askForAll(url, numbers) {
  for (let first = 0; first < numbers.length; first += 1_000)
    await sendAll(url, 1, [membersRequest('first', numbers.slice(first, first + 1_000).map(externalIdOf))]);
}

function randomNumbers(count, end) {
  return Array.from({ length: count }, () => Math.floor(Math.random() * end));
}
