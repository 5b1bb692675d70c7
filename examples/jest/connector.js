// A small connector: it sends the changes of a cohort in batches, waits as long as a 429 asks for, and tries again after
// a 5xx or a lost answer. Times are no business of its tests, so it is told how to sleep.

const attempts = 5;
const firstPauseMs = 1_000;
const realSleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function sync({ env, sleep = realSleep }, cohort, changes) {
  const { add = [], remove = [], addDevices = [], batchSize = 500 } = changes;
  const url = `${env.BRAZE_REST_ENDPOINT}/partners/hightouch/cohorts/users`;
  const keys = { partner_api_key: env.BRAZE_PARTNER_API_KEY, client_secret: env.BRAZE_DATA_IMPORT_KEY };
  const send = (change) =>
    sendWithRetries(url, sleep, { ...keys, cohort_id: cohort, cohort_changes: [change] });
  for (const user_ids of batchesOf(add, batchSize)) await send({ user_ids });
  for (const device_ids of batchesOf(addDevices, batchSize)) await send({ device_ids });
  for (const user_ids of batchesOf(remove, batchSize)) await send({ user_ids, should_remove: true });
}

function batchesOf(ids, size) {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}

async function sendWithRetries(url, sleep, body) {
  for (let attempt = 1; ; attempt++) {
    const answer = await post(url, body);
    if (answer?.ok) return;
    const retries = answer === undefined || answer.status === 429 || answer.status >= 500;
    if (!retries || attempt === attempts) throw new Error(`Braze answers ${answer?.status ?? 'nothing'}`);
    const seconds = answer?.headers.get('x-ratelimit-retry-after');
    await sleep(seconds ? Number(seconds) * 1_000 : firstPauseMs * 2 ** (attempt - 1));
  }
}

/** `undefined` when no answer came. */
async function post(url, body) {
  try {
    const headers = { 'content-type': 'application/json' };
    return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  } catch {
    return undefined;
  }
}
