// How many identifiers a second become memberships, with many profiles in a file.
import { sendAll } from '../request-sender.mjs';
import { measure } from '../rounds.mjs';
import { comingAndGoing, externalIdOf, membersRequest, randomIds } from '../world.mjs';

export const title = 'Identifiers';
export const about =
  'Identifiers a second with `--db`, 1,000 random external ids a request. First ids that the process was not asked for ' +
  'before, then any, all of which it was asked for. Each makes somebody a member, or ends that.';

const idsMax = 1_000;
const requestsPerRunMax = 100;
const runsPerRound = 2;

export default async function identifiers({ builds, files, sizes, rounds, connections, clockOf }, { atEnd }) {
  const [, profiles] = sizes;
  const servers = [];
  for (const build of builds) {
    const server = await files.open(build, profiles);
    atEnd(server.stop);
    servers.push({ by: build.name, ...server });
  }
  // Each id is asked for at most once before all were.
  const runs = (rounds + 1) * runsPerRound;
  const idsPerRequest = Math.min(idsMax, Math.floor(profiles / runs));
  const requestsPerRun = Math.min(requestsPerRunMax, Math.floor(profiles / runs / idsPerRequest));
  const size = profiles.toLocaleString('en');
  const caseOf = (state, prepare) => ({
    name: `${size} profiles, ids ${state}`,
    unit: 'identifiers/s',
    amount: requestsPerRun * idsPerRequest,
    prepare,
    contenders: servers.map(({ by, url, pid }) => ({
      by,
      run: (bodies) => sendAll(url, connections, bodies),
      clock: clockOf(pid),
    })),
  });
  const unasked = shuffled(profiles);
  const takeUnasked = () => unasked.splice(-idsPerRequest).map(externalIdOf);
  const additions = () =>
    Array.from({ length: requestsPerRun }, () => membersRequest('first', takeUnasked()));
  const first = await measure([caseOf('not asked for before', additions)], rounds, { runsPerRound });
  const rest = [];
  while (unasked.length > 0) rest.push(membersRequest('first', takeUnasked()));
  for (const { url } of servers) await sendAll(url, connections, rest);
  const any = () => comingAndGoing(requestsPerRun, () => randomIds(idsPerRequest, profiles));
  return [...first, ...(await measure([caseOf('asked for before', any)], rounds, { runsPerRound }))];
}

/** The numbers below `count`, in any order. */
function shuffled(count) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(Math.random() * (index + 1));
    [numbers[index], numbers[other]] = [numbers[other], numbers[index]];
  }
  return numbers;
}
