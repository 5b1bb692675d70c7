// What a reverse-ETL tool's Braze connector does, as small as it can be: everything here would work against Braze itself.
// It has two endpoints and two keys, is told nothing but "success", and can ask Braze for nothing.

const identifiersPerRequestMax = 1_000;
const aliasLabel = 'loyalty_number';

/**
 * What a sync sent. What became of it Braze does not say.
 *
 * @typedef {object} Sent
 * @property {number} requests To `/cohorts/users`.
 * @property {number} toAdd
 * @property {number} toRemove
 * @property {{ user_ids: number, aliases: number, device_ids: number }} byKind
 */

/** Keeps one Braze cohort equal to the result of a query. */
export class CohortConnector {
  /** What was last sent for each row of the audience, as JSON by primary key: the memory that deltas come from. */
  #sentByRow = new Map();
  #options;

  /**
   * @param {object} options
   * @param {string} options.restEndpoint
   * @param {string} options.partner Its name in the path.
   * @param {string} options.partnerApiKey
   * @param {string} options.dataImportKey
   * @param {{ cohortId: string, name: string, createdAt: string }} options.cohort
   */
  constructor(options) {
    this.#options = options;
  }

  /**
   * Sends who entered and who left since the last sync; the first time that is everybody.
   *
   * @param {readonly import('./warehouse.mjs').Customer[]} customers The whole table: who left the audience leaves
   * by the identifier that they have now, because somebody who signed in since can no longer be removed by device id.
   * @param {readonly import('./warehouse.mjs').Customer[]} audience
   * @param {(done: number, total: number) => void} onProgress Told in identifiers.
   * @returns {Promise<Sent>}
   */
  async sync(customers, audience, onProgress) {
    await this.#nameCohort();
    const { changes, sentByRow } = this.#changesSince(customers, audience);
    let requests = 0;
    for (let start = 0; start < changes.length; start += identifiersPerRequestMax) {
      const batch = changes.slice(start, start + identifiersPerRequestMax);
      await this.#changeMembers(batch);
      requests += 1;
      onProgress(start + batch.length, changes.length);
    }
    // Only now: after a failure the next sync sends the same changes again, which does no harm.
    this.#sentByRow = sentByRow;
    return { requests, ...countChanges(changes) };
  }

  #changesSince(customers, audience) {
    const changes = [];
    const sentByRow = new Map();
    for (const customer of audience) {
      const identifier = identifierOf(customer);
      const sent = JSON.stringify(identifier);
      // Also whose identifier is another now: Braze may have skipped the old one.
      if (this.#sentByRow.get(customer.row) !== sent) changes.push({ ...identifier, shouldRemove: false });
      sentByRow.set(customer.row, sent);
    }
    for (const customer of customers) {
      const hasLeft = this.#sentByRow.has(customer.row) && !sentByRow.has(customer.row);
      if (hasLeft) changes.push({ ...identifierOf(customer), shouldRemove: true });
    }
    return { changes, sentByRow };
  }

  #nameCohort() {
    const { cohortId, name, createdAt } = this.#options.cohort;
    return this.#post('/cohorts', { cohort_id: cohortId, name, created_at: createdAt });
  }

  #changeMembers(changes) {
    const entering = changes.filter((change) => !change.shouldRemove);
    const leaving = changes.filter((change) => change.shouldRemove);
    return this.#post('/cohorts/users', {
      cohort_id: this.#options.cohort.cohortId,
      cohort_changes: [
        ...(entering.length > 0 ? [cohortChange(entering)] : []),
        ...(leaving.length > 0 ? [{ ...cohortChange(leaving), should_remove: true }] : []),
      ],
    });
  }

  /** @throws Error when Braze does not accept it. */
  async #post(path, fields) {
    const { restEndpoint, partner, partnerApiKey, dataImportKey } = this.#options;
    const response = await fetch(`${restEndpoint}/partners/${partner}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'partner-Example-ReverseETL/1.0' },
      body: JSON.stringify({ partner_api_key: partnerApiKey, client_secret: dataImportKey, ...fields }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`POST /partners/${partner}${path} was answered ${response.status}: ${text}`);
  }
}

/** One identifier a person, the best there is. */
function identifierOf({ customerId, loyaltyNumber, deviceId }) {
  if (customerId !== undefined) return { kind: 'user_ids', value: customerId };
  if (loyaltyNumber !== undefined) {
    return { kind: 'aliases', value: { alias_label: aliasLabel, alias_name: loyaltyNumber } };
  }
  return { kind: 'device_ids', value: deviceId };
}

/** An entry of `cohort_changes`. */
function cohortChange(changes) {
  const valuesOf = (kind) => changes.filter((change) => change.kind === kind).map(({ value }) => value);
  return { user_ids: valuesOf('user_ids'), device_ids: valuesOf('device_ids'), aliases: valuesOf('aliases') };
}

function countChanges(changes) {
  const byKind = { user_ids: 0, aliases: 0, device_ids: 0 };
  for (const { kind } of changes) byKind[kind] += 1;
  const toRemove = changes.filter(({ shouldRemove }) => shouldRemove).length;
  return { toAdd: changes.length - toRemove, toRemove, byKind };
}
