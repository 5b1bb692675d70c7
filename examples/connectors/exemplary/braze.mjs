import { sleep } from './sleep.mjs';

const attemptsMax = 6;
const firstWaitMs = 1000;
const timeoutMs = 20_000;
const userAgent = 'partner-ExampleOrg';

/** Braze will not take it, now or later. */
export class Refused extends Error {}

/** The cohort endpoints of Braze. */
export class Braze {
  constructor({ BRAZE_REST_ENDPOINT, BRAZE_PARTNER, BRAZE_PARTNER_API_KEY, BRAZE_DATA_IMPORT_KEY }) {
    this.base = `${BRAZE_REST_ENDPOINT}/partners/${BRAZE_PARTNER}/cohorts`;
    this.keys = { partner_api_key: BRAZE_PARTNER_API_KEY, client_secret: BRAZE_DATA_IMPORT_KEY };
  }

  nameCohort(cohort_id, name, created_at) {
    return this.send('', { cohort_id, name, created_at });
  }

  changeMembers(cohort_id, { add, remove }) {
    const changes = [listsOf(add), { ...listsOf(remove), should_remove: true }];
    return this.send('/users', {
      cohort_id,
      cohort_changes: changes.filter((its) => its.user_ids ?? its.device_ids ?? its.aliases),
    });
  }

  /** Sends it until Braze has taken it. @throws Refused */
  async send(path, fields) {
    const body = JSON.stringify({ ...this.keys, ...fields });
    let waitMs = firstWaitMs;
    for (let attempt = 1; ; attempt++) {
      const answer = await post(this.base + path, body);
      if (answer.isTaken) return;
      if (!answer.isForLater) throw new Refused(`Braze refused it: ${answer.text}`);
      if (attempt === attemptsMax) throw new Refused(`Given up after ${attempt} attempts: ${answer.text}`);
      console.error(`${answer.text}; attempt ${attempt}`);
      await sleep(answer.retryAfterMs ?? waitMs);
      waitMs *= 2;
    }
  }
}

/** Identifiers by their kind; a kind that nobody has is left out. */
function listsOf(identifiers) {
  const lists = {};
  for (const { kind, value } of identifiers) (lists[kind] ??= []).push(value);
  return lists;
}

async function post(url, body) {
  let answer;
  let text;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': userAgent },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await answer.text();
  } catch (error) {
    // Whether the change was made nobody knows: the same once more does no harm.
    return { isForLater: true, text: `No answer (${error.cause?.code ?? error.name})` };
  }
  const { status, headers } = answer;
  const said = `${status} ${text.slice(0, 200)}`;
  if (answer.ok) {
    const its = parsed(text);
    // A page of somebody in between is no word of Braze.
    if (its === undefined) return { isForLater: true, text: said };
    return { isTaken: !its.errors?.length, text: said };
  }
  if (status === 429) return { isForLater: true, retryAfterMs: waitOf(headers), text: said };
  return { isForLater: status === 423 || status >= 500, text: said };
}

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
