// Requests a second, with 1,000 profiles: cohort requests beside limits and peers, and other endpoints that a test asks often.
import { openBuilds } from '../builds.mjs';
import { startPeers } from '../peers.mjs';
import { sendFor } from '../request-sender.mjs';
import { measure } from '../rounds.mjs';
import { comingAndGoing, createWorkspace, loadProfiles, randomIds, restRequest } from '../world.mjs';

export const title = 'Requests';
export const about =
  'Requests a second over four connections, with 1,000 profiles. All get the same bodies. Each identifier makes somebody a member, or ends that.';

const profiles = 1_000;
const differentBodies = 200;

export default async function requests({ builds, installed, connections, runMs, rounds, clockOf }, place) {
  const peers = await startPeers(installed, place);
  const servers = await openBuilds(builds, place, async (url) =>
    loadProfiles(url, await createWorkspace(url), profiles),
  );
  const caseOf = (name, contenders, prepare) => ({
    name,
    unit: 'requests/s',
    prepare,
    contenders: contenders.map(({ by, url, pid }) => ({
      by,
      run: (bodies) => sendFor(url, connections, bodies, runMs),
      clock: clockOf(pid),
    })),
  });
  const everybody = [...servers, ...peers];
  const cohortRequests = (ids) => () => comingAndGoing(differentBodies, () => randomIds(ids, profiles));
  const repeated = (requestOf) => () =>
    Array.from({ length: differentBodies }, (_, index) => requestOf(index));
  const cases = [
    caseOf('cohort, 1 id', everybody, cohortRequests(1)),
    caseOf('cohort, 1,000 ids', everybody, cohortRequests(1_000)),
    caseOf('`/users/track`, 10 objects', servers, repeated(trackRequest)),
    caseOf('`/users/export/ids`, 1 profile', servers, repeated(exportRequest)),
  ];
  return measure(cases, rounds);
}

function trackRequest(index) {
  const attributes = randomIds(10, profiles).map((id) => ({ external_id: id, plan: 'gold', seats: index }));
  return restRequest('/users/track', { attributes });
}

function exportRequest() {
  const fields = ['external_id', 'braze_id', 'custom_attributes'];
  return restRequest('/users/export/ids', { external_ids: randomIds(1, profiles), fields_to_export: fields });
}
