import { expect, test } from 'vitest';
import { workspaceOf } from '../../../support/control.js';
import { inject } from '../../../support/faults.js';
import {
  download,
  exportingEmulator,
  exportOver,
  usersOf,
} from '../../../support/segments/segment-exports.js';
import { aUser } from '../../../support/users/users.js';

/** The link of an export that is ready. */
async function ready() {
  const x = await exportingEmulator({ workspace: { users: [aUser({ externalId: 'kim' })] } });
  const { url, object_prefix: prefix } = (await x.request()).json;
  await exportOver(x.t.emulator, prefix);
  return { t: x.t, url: url as string };
}
const match = { route: '/segment-export/**' };

test('a status refuses the link once, without rate-limit headers, and the next request has the archive', async () => {
  const { t, url } = await ready();
  const fault = await inject(t, { match, effect: { status: 503 }, times: 1 });
  const answer = await fetch(url);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('x-ratelimit-limit')).toBeNull();
  await answer.text();
  expect(await usersOf(await download(url))).toEqual([{ external_id: 'kim' }]);
  const { requests } = (await workspaceOf(t)('GET', '/requests?route=/segment-export/**')).json;
  expect(requests.map((its: { fault: unknown }) => its.fault)).toEqual([
    { id: fault.id, effect: { status: 503 } },
    null,
  ]);
});

test('a connection to the link is broken, and an answer lost', async () => {
  const { t, url } = await ready();
  await inject(t, { match, sequence: [{ close: 'reset' }, { lose_answer: true }] });
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  expect((await fetch(url)).status).toBe(200);
});

test('after a delay the link must still be good', async () => {
  const { t, url } = await ready();
  await inject(t, { match, effect: { delay_ms: 1 } });
  expect((await fetch(url)).status).toBe(200);
});
