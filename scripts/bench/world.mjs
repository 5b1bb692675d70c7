// What a server is filled with before anything is measured. All of it goes over HTTP, as a test would do it.
import { jsonRequest, sendAll } from './request-sender.mjs';

export const partner = 'hightouch';
const partnerApiKey = '11111111-aaaa-4aaa-8aaa-111111111111';
const dataImportKey = 'bench-data-import-key';
const restApiKey = 'bench-rest-api-key';
/** More requests in a window than any machine makes. */
const unlimited = 1_000_000_000;
const profilesPerChunk = 1_000;

/** Ascending ids, so that their index is written in order. Requests name them at random. */
export function externalIdOf(number) {
  return `customer-${String(number).padStart(8, '0')}`;
}

/** Makes a workspace whose rate limits nobody meets. @returns {Promise<string>} Its id. */
export async function createWorkspace(url) {
  const input = {
    partners: [{ partner, data_import_keys: [dataImportKey] }],
    rest_api_keys: [{ key: restApiKey }],
    behaviour: {
      cohort_requests_per_hour: unlimited,
      rate_limits: { users_track: unlimited, export_ids: unlimited, export_ids_fields: unlimited },
    },
  };
  const workspace = await controlJson(`${url}/_emulator/v1/workspaces`, input);
  return workspace.id;
}

/** @param {{ name: string, filters: object[] }} segment  Its filters hold together. @returns {Promise<string>} Its id. */
export async function createSegment(url, workspaceId, { name, filters }) {
  const input = { name, definition: { groups: [{ filters }] } };
  const segment = await controlJson(`${url}/_emulator/v1/workspaces/${workspaceId}/segments`, input);
  return segment.id;
}

/**
 * Adds profiles with ascending numbers, as NDJSON.
 *
 * @param {(number: number) => object} [attributesOf]
 */
export async function loadProfiles(url, workspaceId, count, attributesOf = () => ({})) {
  const lineOf = (number) =>
    `${JSON.stringify({ external_id: externalIdOf(number), attributes: attributesOf(number) })}\n`;
  function* chunks() {
    for (let first = 0; first < count; first += profilesPerChunk) {
      const length = Math.min(profilesPerChunk, count - first);
      yield Buffer.from(Array.from({ length }, (_, index) => lineOf(first + index)).join(''));
    }
  }
  const path = `${url}/_emulator/v1/workspaces/${workspaceId}/users`;
  const { created } = await control(path, 'application/x-ndjson', chunks());
  if (created !== count) throw new Error(`${created} of ${count} profiles were added`);
}

/** Adds profiles to a cohort, 1,000 a request. */
export async function loadMembers(url, cohortId, numbers) {
  function* requests() {
    for (let first = 0; first < numbers.length; first += 1_000)
      yield membersRequest(cohortId, numbers.slice(first, first + 1_000).map(externalIdOf));
  }
  await sendAll(url, 1, requests());
}

/** The request by which a partner adds members to a cohort, or removes them. */
export function membersRequest(cohortId, externalIds, isRemoval = false) {
  return jsonRequest(`/partners/${partner}/cohorts/users`, {
    partner_api_key: partnerApiKey,
    client_secret: dataImportKey,
    cohort_id: cohortId,
    cohort_changes: [{ user_ids: externalIds, ...(isRemoval && { should_remove: true }) }],
  });
}

/** A request with the workspace's REST API key. */
export function restRequest(path, body) {
  return jsonRequest(path, body, { authorization: `Bearer ${restApiKey}` });
}

/**
 * Requests by which members come to four cohorts, and go again. So each changes all that it names, as in a sync: who is in
 * already, or is not, takes another way.
 *
 * @param {() => string[]} takeIds
 */
export function comingAndGoing(count, takeIds) {
  const requests = [];
  while (requests.length < count) {
    const idsOf = { a: takeIds(), b: takeIds(), c: takeIds(), d: takeIds() };
    for (const isRemoval of [false, true])
      for (const [cohort, ids] of Object.entries(idsOf))
        requests.push(membersRequest(cohort, ids, isRemoval));
  }
  return requests.slice(0, count);
}

/** So many external ids of profiles with numbers below the one given, each once. */
export function randomIds(count, profiles) {
  const numbers = new Set();
  while (numbers.size < Math.min(count, profiles)) numbers.add(Math.floor(Math.random() * profiles));
  return Array.from(numbers, externalIdOf);
}

function controlJson(url, value) {
  return control(url, 'application/json', [Buffer.from(JSON.stringify(value))]);
}

async function control(url, type, chunks) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: ReadableStream.from(chunks),
    duplex: 'half',
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
