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

/**
 * Makes a workspace whose rate limits nobody meets.
 *
 * @param {string} [suffix]  What its keys end with: no two workspaces share one.
 * @returns {Promise<string>} Its id.
 */
export async function createWorkspace(url, suffix = '') {
  const input = {
    partners: [{ partner, data_import_keys: [dataImportKey + suffix] }],
    rest_api_keys: [{ key: restApiKey + suffix }],
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
export async function loadMembers(url, cohortId, numbers, suffix = '') {
  const requests = [];
  for (let first = 0; first < numbers.length; first += 1_000) {
    const externalIds = numbers.slice(first, first + 1_000).map(externalIdOf);
    requests.push(membersRequest(cohortId, externalIds, suffix));
  }
  await sendAll(url, 1, requests);
}

/** Sends `/users/track` bodies, one after the other. */
export async function loadTracked(url, bodies, suffix = '') {
  await sendAll(
    url,
    1,
    bodies.map((body) => restRequest('/users/track', body, suffix)),
  );
}

/** The request by which a partner adds members to a cohort. */
export function membersRequest(cohortId, externalIds, suffix = '') {
  return jsonRequest(`/partners/${partner}/cohorts/users`, {
    partner_api_key: partnerApiKey,
    client_secret: dataImportKey + suffix,
    cohort_id: cohortId,
    cohort_changes: [{ user_ids: externalIds }],
  });
}

/** A request with the workspace's REST API key. */
export function restRequest(path, body, suffix = '') {
  return jsonRequest(path, body, { authorization: `Bearer ${restApiKey}${suffix}` });
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
