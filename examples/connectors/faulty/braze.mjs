import { sleep } from '../exemplary/sleep.mjs';

const attemptsMax = 6;

/** Braze as the exemplary connector calls it, with the mistake that `fault` names. */
export class Braze {
  constructor(env, fault) {
    this.fault = fault;
    this.endpoint = env.BRAZE_REST_ENDPOINT;
    this.cohorts = `/partners/${env.BRAZE_PARTNER}/cohorts`;
    this.keys = { partner_api_key: env.BRAZE_PARTNER_API_KEY, client_secret: env.BRAZE_DATA_IMPORT_KEY };
    if (fault === 'key_in_other_field') this.keys.api_key = env.BRAZE_DATA_IMPORT_KEY;
    this.restApiKey = env.BRAZE_REST_API_KEY;
  }

  nameCohort(cohort_id, name, created_at) {
    return this.send(this.cohorts, { ...this.keys, cohort_id, name, created_at });
  }

  changeMembers(cohort_id, { add, remove }) {
    const removes = remove.length > 0 ? [{ ...listsOf(remove), should_remove: true }] : [];
    const adds = add.length > 0 ? [listsOf(add)] : [];
    return this.send(`${this.cohorts}/users`, {
      ...this.keys,
      cohort_id,
      cohort_changes: [...removes, ...adds],
    });
  }

  async unknownAmong(external_ids) {
    const fields = this.fault === 'exports_all_fields' ? {} : { fields_to_export: ['external_id'] };
    const { users } = await this.send('/users/export/ids', { external_ids, ...fields }, this.restApiKey);
    return external_ids.filter((id) => !users.some((user) => user.external_id === id));
  }

  async createUsers(ids) {
    const attributes = ids.map((external_id) => ({ external_id, _update_existing_only: false }));
    const { errors = [] } = await this.send('/users/track', { attributes }, this.restApiKey);
    return ids.filter((_, index) => errors.some((error) => error.index === index));
  }

  async send(path, fields, restApiKey) {
    const { fault } = this;
    const url = this.endpoint + path + (fault === 'trailing_slash' ? '/' : '');
    for (let attempt = 1; ; attempt++) {
      const answer = await post(url, this.headers(restApiKey), JSON.stringify(fields));
      if (fault === 'parses_blindly' && answer.status > 0) JSON.parse(answer.text);
      if (answer.status >= 200 && answer.status < 300)
        return answer.text === '' ? {} : JSON.parse(answer.text);
      const isForLater = [0, 423, 429].includes(answer.status) || answer.status >= 500;
      const isRepeated = (isForLater && fault !== 'never_retries') || fault === 'repeats_refusals';
      if (fault === 'fills_without_name' && path === this.cohorts) throw new Error('The name is lost');
      if (!isRepeated || attempt === attemptsMax) throw new Error(`${answer.status} ${answer.text}`);
      await sleep(this.waitMs(answer, attempt));
    }
  }

  headers(restApiKey) {
    const { fault, keys } = this;
    return {
      'Content-Type': fault === 'wrong_content_type' ? 'text/plain' : 'application/json',
      'User-Agent': fault === 'no_user_agent' ? 'node' : 'partner-ExampleOrg',
      ...(fault === 'key_in_header' && { 'X-Api-Key': keys.client_secret }),
      ...(restApiKey && { Authorization: `Bearer ${restApiKey}` }),
    };
  }

  waitMs({ status, headers }, attempt) {
    const asked = status === 429 ? Number(headers.get('x-ratelimit-retry-after')) * 1000 : 0;
    if (asked > 0 && this.fault !== 'ignores_reset') return asked;
    return this.fault === 'retries_at_once' ? 0 : 1000 * 2 ** (attempt - 1);
  }
}

function listsOf(identifiers) {
  const lists = {};
  for (const { kind, value } of identifiers) (lists[kind] ??= []).push(value);
  return lists;
}

/** A status of 0 when there is no whole answer. */
async function post(url, headers, body) {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (error) {
    return { status: 0, text: String(error.cause?.code ?? error.name) };
  }
}
