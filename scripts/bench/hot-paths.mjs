// The cases of `npm run bench`: cohort requests over HTTP, and other endpoints that a test asks often.
import { openFilled, processorClock, startCommand } from './builds.mjs';
import { sendAll } from './request-sender.mjs';
import { runsPerRound } from './rounds.mjs';
import { createWorkspace, externalIdOf, loadProfiles, membersRequest, restRequest } from './world.mjs';

export const identifiersPerRequest = 1_000;
/** Most profiles of the servers in memory, which small requests go to. */
const fewProfilesMax = 10_000;
const smallConnections = 4;
const cohortOf = (index) => (index % 2 === 0 ? 'a' : 'b');

/**
 * Cohort requests of 1,000 identifiers on a database file with many profiles.
 *
 * @param {{ builds: import('./builds.mjs').Build[], folder: string, profiles: number, requests: number,
 *   isProcessorTimed: boolean, atEnd: (close: () => unknown) => void }} options
 */
export async function largeCases({ builds, folder, profiles, requests, isProcessorTimed, atEnd }) {
  const opened = [];
  const fill = async (url) => {
    const workspaceId = await createWorkspace(url);
    await loadProfiles(url, workspaceId, profiles);
    return workspaceId;
  };
  for (const build of builds) opened.push(await openFilled(build, { folder, atEnd }, fill));
  const requestsPerRun = Math.ceil(requests / runsPerRound);
  const batches = () =>
    Array.from({ length: requestsPerRun }, () => randomIds(identifiersPerRequest, profiles));
  const overHttp = (connections) => ({
    unit: 'per second',
    amount: requestsPerRun * identifiersPerRequest,
    prepare: () => batches().map((ids, index) => membersRequest(cohortOf(index), ids)),
    runs: opened.map(
      ({ url }) =>
        (bodies) =>
          sendAll(url, connections, bodies),
    ),
    ...(isProcessorTimed && { clocks: opened.map(({ pid }) => processorClock(pid)) }),
  });
  return [
    { name: 'identifiers, HTTP, 1 connection', ...overHttp(1) },
    { name: 'identifiers, HTTP, 4 connections', ...overHttp(4) },
  ];
}

/** Small requests, to servers in memory over four connections. */
export async function smallCases({ builds, profiles, requests, isProcessorTimed, atEnd }) {
  const requestsPerRun = Math.ceil(requests / runsPerRound);
  const fewProfiles = Math.min(profiles, fewProfilesMax);
  const someIds = (count) => randomIds(count, fewProfiles);
  const opened = [];
  for (const build of builds) {
    const { url, pid, stop } = await startCommand(build);
    atEnd(stop);
    await loadProfiles(url, await createWorkspace(url), fewProfiles);
    opened.push({ url, pid });
  }
  const small = (name, amount, requestOf) => ({
    name,
    unit: 'per second',
    amount,
    prepare: () => Array.from({ length: amount }, (_, index) => requestOf(index)),
    runs: opened.map(
      ({ url }) =>
        (bodies) =>
          sendAll(url, smallConnections, bodies),
    ),
    ...(isProcessorTimed && { clocks: opened.map(({ pid }) => processorClock(pid)) }),
  });
  return [
    small('requests, cohort with 1 identifier', 20 * requestsPerRun, (index) =>
      membersRequest(cohortOf(index), someIds(1)),
    ),
    small('requests, /users/track with 10 objects', 10 * requestsPerRun, (index) =>
      trackRequest(someIds(10), index),
    ),
    small('requests, /users/export/ids of 1 profile', 20 * requestsPerRun, () => exportRequest(someIds(1))),
  ];
}

function trackRequest(externalIds, index) {
  const attributes = externalIds.map((id) => ({
    external_id: id,
    plan: 'gold',
    seats: index,
  }));
  return restRequest('/users/track', { attributes });
}

function exportRequest(externalIds) {
  const fields = ['external_id', 'braze_id', 'custom_attributes'];
  return restRequest('/users/export/ids', {
    external_ids: externalIds,
    fields_to_export: fields,
  });
}

function randomIds(count, profiles) {
  return Array.from({ length: count }, () => externalIdOf(Math.floor(Math.random() * profiles)));
}
