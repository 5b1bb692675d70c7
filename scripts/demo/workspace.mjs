// The demo's side of the control API: what an app's SDK and Braze's dashboard would do and show. Real requests, as a test
// in any language would send them.

const membersPerPage = 1_000;
const linesPerChunk = 500;
const signInsAtOnce = 16;

/** A workspace of a running emulator. */
export class DemoWorkspace {
  #url;

  /** @param url The server's. @param created As `POST /workspaces` answers. */
  constructor(url, created) {
    this.#url = `${url}/_emulator/v1/workspaces/${created.id}`;
    this.restEndpoint = created.rest_endpoint;
    this.partner = created.partners[0].partner;
    this.partnerApiKey = created.partners[0].partner_api_key;
    this.dataImportKey = created.partners[0].data_import_keys[0].key;
    this.restApiKey = created.rest_api_keys[0].key;
  }

  static async create(url, name) {
    const created = await request(`${url}/_emulator/v1/workspaces`, jsonBody({ name }));
    return new DemoWorkspace(url, created);
  }

  /**
   * Streams the customers whom Braze knows into the workspace, one line each.
   *
   * @param {readonly import('./warehouse.mjs').Customer[]} customers
   * @returns {Promise<number>} How many profiles there are now.
   */
  async addCustomers(customers, onProgress) {
    const known = customers.filter((customer) => customer.isKnownToBraze);
    const { created } = await request(`${this.#url}/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: ReadableStream.from(ndjsonOf(known, onProgress)),
      duplex: 'half',
    });
    return created;
  }

  /** What the SDK's `changeUser` does on each of the devices. */
  async signIn(signIns, onProgress) {
    const waiting = signIns.values();
    let done = 0;
    const work = async () => {
      for (const { deviceId, customerId } of waiting) {
        const { users } = await request(`${this.#url}/users?device_id=${encodeURIComponent(deviceId)}`);
        await request(
          `${this.#url}/users/${users[0].braze_id}/change-user`,
          jsonBody({ external_id: customerId }),
        );
        onProgress(++done, signIns.length);
      }
    };
    await Promise.all(Array.from({ length: signInsAtOnce }, work));
  }

  /** A cohort as the emulator shows it. */
  readCohort(cohortId) {
    return request(this.#cohortUrl(cohortId));
  }

  /** @returns {Promise<Set<string>>} What each member is known by: external id, else alias, else device id. */
  async readMembers(cohortId) {
    const members = new Set();
    let cursor = null;
    do {
      const query = new URLSearchParams({ limit: membersPerPage, ...(cursor !== null && { cursor }) });
      const page = await request(`${this.#cohortUrl(cohortId)}/members?${query}`);
      for (const { external_id, user_aliases, device_ids } of page.members) {
        members.add(external_id ?? user_aliases[0]?.alias_name ?? device_ids[0]);
      }
      cursor = page.next_cursor;
    } while (cursor !== null);
    return members;
  }

  /** Saves what a person would build in the dashboard. @param kind `segments`, `campaigns` or `canvases`. */
  create(kind, input) {
    return request(`${this.#url}/${kind}`, jsonBody(input));
  }

  async sizeOf(segmentId) {
    const { size } = await request(`${this.#url}/segments/${segmentId}/size`);
    return size;
  }

  /** How many a campaign would reach now. */
  async audienceSizeOf(campaignId) {
    const { size } = await request(`${this.#url}/campaigns/${campaignId}/audience?limit=0`);
    return size;
  }

  /** Why this user is in the segment or not. */
  lookUp(segmentId, externalId) {
    return request(`${this.#url}/segments/${segmentId}/lookup?external_id=${encodeURIComponent(externalId)}`);
  }

  /** A call of Braze's REST API, as the customer's own backend makes it. */
  rest(path, body) {
    const init = jsonBody(body);
    init.headers.authorization = `Bearer ${this.restApiKey}`;
    return request(this.restEndpoint + path, init);
  }

  /** Who would have been messaged by one send, and who was dropped and why. */
  async readSend(dispatchId) {
    const { sends } = await request(`${this.#url}/sends?dispatch_id=${dispatchId}`);
    return sends[0];
  }

  #cohortUrl(cohortId) {
    return `${this.#url}/cohorts/${this.partner}/${encodeURIComponent(cohortId)}`;
  }
}

function* ndjsonOf(customers, onProgress) {
  const encoder = new TextEncoder();
  for (let start = 0; start < customers.length; start += linesPerChunk) {
    const chunk = customers.slice(start, start + linesPerChunk);
    yield encoder.encode(chunk.map((customer) => `${JSON.stringify(userOf(customer))}\n`).join(''));
    onProgress(start + chunk.length, customers.length);
  }
}

function userOf({ customerId, loyaltyNumber, deviceId, plan }) {
  return {
    ...(customerId !== undefined && { external_id: customerId }),
    ...(loyaltyNumber !== undefined && {
      user_aliases: [{ alias_label: 'loyalty_number', alias_name: loyaltyNumber }],
    }),
    ...(deviceId !== undefined && { device_ids: [deviceId] }),
    attributes: { plan, ...(customerId !== undefined && { email: `${customerId}@example.test` }) },
  };
}

function jsonBody(body) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** @throws Error when it is refused. */
async function request(url, init) {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${new URL(url).pathname} was answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
