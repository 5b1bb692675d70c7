/** What a connector is configured with. */
export interface ConnectorOptions {
  restEndpoint: string;
  partnerApiKey: string;
  dataImportKey: string;
  /** How it waits. In production `setTimeout`; a test may move the emulator's clock on instead. */
  sleep(ms: number): Promise<unknown>;
}

/** A small connector as one finds them: it sends batches one by one and waits as long as a 429 asks it to. */
export class FakeConnector {
  /** How often and how long it backed off, in milliseconds. */
  readonly waitsMs: number[] = [];

  constructor(private readonly options: ConnectorOptions) {}

  /** Adds each batch of external ids to a cohort, however long that takes. */
  async addMembers(cohortId: string, batches: readonly string[][]): Promise<void> {
    for (const userIds of batches) await this.send(cohortId, userIds);
  }

  private async send(cohortId: string, userIds: string[]): Promise<void> {
    const answer = await fetch(`${this.options.restEndpoint}/partners/hightouch/cohorts/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        partner_api_key: this.options.partnerApiKey,
        client_secret: this.options.dataImportKey,
        cohort_id: cohortId,
        cohort_changes: [{ user_ids: userIds }],
      }),
    });
    await answer.arrayBuffer();
    if (answer.status === 201) return;
    if (answer.status !== 429) throw new Error(`Braze answered ${answer.status}`);
    const waitMs = Number(answer.headers.get('x-ratelimit-retry-after')) * 1000;
    this.waitsMs.push(waitMs);
    await this.options.sleep(waitMs);
    await this.send(cohortId, userIds);
  }
}
