import { sleep } from './sleep.mjs';

const attemptsMax = 6;
const firstWaitMs = 1000;
const timeoutMs = 20_000;
const userAgent = 'partner-ExampleOrg';

/** Braze will not take it, now or later. */
export class Refused extends Error {}

/** What the connector calls of Braze. Each call is repeated until Braze has taken it, or is given up. */
export class Braze {
  constructor({ BRAZE_REST_ENDPOINT, BRAZE_PARTNER, BRAZE_PARTNER_API_KEY, ...env }) {
    this.endpoint = BRAZE_REST_ENDPOINT;
    this.cohorts = `/partners/${BRAZE_PARTNER}/cohorts`;
    this.keys = { partner_api_key: BRAZE_PARTNER_API_KEY, client_secret: env.BRAZE_DATA_IMPORT_KEY };
    this.restApiKey = env.BRAZE_REST_API_KEY;
  }

  async nameCohort(cohort_id, name, created_at) {
    assertNoErrors(await this.send(this.cohorts, { ...this.keys, cohort_id, name, created_at }));
  }

  async changeMembers(cohort_id, { add, remove }) {
    const changes = [listsOf(add), { ...listsOf(remove), should_remove: true }];
    const cohort_changes = changes.filter((its) => its.user_ids ?? its.device_ids ?? its.aliases);
    assertNoErrors(await this.send(`${this.cohorts}/users`, { ...this.keys, cohort_id, cohort_changes }));
  }

  /** Those of up to 50 external ids that Braze does not know. */
  async unknownAmong(external_ids) {
    const fields_to_export = ['external_id'];
    const { users } = await this.send(
      '/users/export/ids',
      { external_ids, fields_to_export },
      this.restApiKey,
    );
    const known = new Set(users.map((user) => user.external_id));
    return external_ids.filter((id) => !known.has(id));
  }

  /** Creates up to 75 users. @returns Those whom Braze would not take. */
  async createUsers(externalIds) {
    const attributes = externalIds.map((external_id) => ({ external_id, _update_existing_only: false }));
    const { errors = [] } = await this.send('/users/track', { attributes }, this.restApiKey);
    return externalIds.filter((_, index) => errors.some((error) => error.index === index));
  }

  /** Sends it until Braze has taken it. @returns The answer. @throws Refused */
  async send(path, fields, restApiKey) {
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': userAgent,
      ...(restApiKey && { Authorization: `Bearer ${restApiKey}` }),
    };
    let waitMs = firstWaitMs;
    for (let attempt = 1; ; attempt++) {
      const answer = await post(this.endpoint + path, headers, JSON.stringify(fields));
      if (answer.its) return answer.its;
      if (!answer.isForLater) throw new Refused(`Braze refused it: ${answer.text}`);
      if (attempt === attemptsMax) throw new Refused(`Given up after ${attempt} attempts: ${answer.text}`);
      console.error(`${answer.text}; attempt ${attempt}`);
      await sleep(answer.retryAfterMs ?? waitMs);
      waitMs *= 2;
    }
  }
}

/** A 2xx may say what was not done. */
function assertNoErrors({ errors = [] }) {
  if (errors.length > 0) throw new Refused(`Braze did not take everything: ${JSON.stringify(errors)}`);
}

/** Identifiers by their kind; a kind that nobody has is left out. */
function listsOf(identifiers) {
  const lists = {};
  for (const { kind, value } of identifiers) (lists[kind] ??= []).push(value);
  return lists;
}

async function post(url, headers, body) {
  let answer;
  let text;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await answer.text();
  } catch (error) {
    // Whether the change was made nobody knows: the same once more does no harm.
    return { isForLater: true, text: `No answer (${error.cause?.code ?? error.name})` };
  }
  const { status } = answer;
  const said = `${status} ${text.slice(0, 200)}`;
  if (answer.ok) {
    // A page of somebody in between is no word of Braze.
    return { its: parsed(text), isForLater: true, text: said };
  }
  if (status === 429) return { isForLater: true, retryAfterMs: waitOf(answer.headers), text: said };
  return { isForLater: status === 423 || status >= 500, text: said };
}

/** `undefined` for what is no JSON. */
function parsed(text) {
  if (text === '') return {};
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return undefined;
  }
}

/** How long a 429 asks to wait, in milliseconds. */
function waitOf(headers) {
  const seconds = headers.get('x-ratelimit-retry-after');
  if (seconds) return Number(seconds) * 1000;
  const reset = Number(headers.get('x-ratelimit-reset'));
  return reset > 0 ? Math.max(1000, reset * 1000 - Date.now()) : undefined;
}
