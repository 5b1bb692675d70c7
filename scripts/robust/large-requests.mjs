// What takes long although one request may ask for it: how long others wait beside it. Told as figures, for
// docs/measured.md; nothing bounds them but that the request is answered.
import { setTimeout as sleep } from 'node:timers/promises';
import { createWorkspace, loadProfiles } from '../bench/world.mjs';
import { send } from './responsiveness/send.mjs';
import { startServer } from './support/server.mjs';

export const name = 'large-requests';

const arrayBytes = 64 * 1024 * 1024 - 1024;

export default async function run(report, { long }) {
  if (!long) return report.skip('what others wait beside the largest requests', 'takes some minutes: --long');
  const server = await startServer(['--no-quickstart', '--quiet']);
  const { url } = server;
  try {
    const workspace = await createWorkspace(url);
    const at = `/_emulator/v1/workspaces/${workspace}`;
    const tell = (title, request) => measure(report, url, title, request);
    await tell('an array of 64 MiB to the import of users', { path: `${at}/users`, body: arrayOfUsers() });
    await send(url, { path: `${at}/reset`, body: {} });
    await loadProfiles(url, workspace, 1_000_000, (number) => ({
      plan: number % 3 === 0 ? 'gold' : 'basic',
    }));
    const plan = { type: 'custom_attribute', name: 'plan', value_type: 'string' };
    const filters = [{ ...plan, comparison: 'is_any_of', value: ['gold'] }];
    await tell('the first evaluation of a segment over 1,000,000 profiles', {
      path: `${at}/segments/evaluate?limit=0`,
      body: { definition: { groups: [{ filters }] } },
    });
    await tell('saving 1,000,000 profiles', { path: '/_emulator/v1/snapshots', body: { name: 'all' } });
    await tell('restoring 1,000,000 profiles', { path: '/_emulator/v1/snapshots/all/restore', body: {} });
  } finally {
    await server.kill();
  }
}

async function measure(report, url, title, request) {
  let isOver = false;
  const answered = timed(() => send(url, request)).finally(() => (isOver = true));
  let slowest = 0;
  // Each over a connection of its own: one that is kept would be closed when the server wakes after a minute.
  while (!isOver) {
    const { ms } = await timed(() => send(url, { method: 'GET', path: '/_emulator/v1/health' }));
    slowest = Math.max(slowest, ms);
    await sleep(5);
  }
  const { ms, result } = await answered;
  const detail = `slowest probe ${slowest.toFixed(0)} ms, answered ${result.status} after ${ms.toFixed(0)} ms`;
  report.check(title, result.status > 0 && result.status < 300, detail);
}

async function timed(work) {
  const startedAt = performance.now();
  const result = await work();
  return { result, ms: performance.now() - startedAt };
}

/** As many as a body of 64 MiB may hold values for. */
function arrayOfUsers() {
  const plan = 'gold '.repeat(45);
  const users = [];
  for (let bytes = 2, number = 0; bytes < arrayBytes; number++) {
    const user = `{"external_id":"new-${number}","attributes":{"plan":"${plan}"}}`;
    if ((bytes += user.length + 1) < arrayBytes) users.push(user);
  }
  return Buffer.from(`[${users.join()}]`);
}
