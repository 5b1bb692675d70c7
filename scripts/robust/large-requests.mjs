// What takes long although one request may ask for it: how long others wait beside it. Told as figures, for
// docs/measured.md; nothing bounds them but that the request is answered.
import { getRequest } from '../bench/request-sender.mjs';
import { createWorkspace, externalIdOf, loadProfiles, membersRequest } from '../bench/world.mjs';
import { startProber } from './responsiveness/prober.mjs';
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
    await loadProfiles(url, workspace, 1_000_000, (number) => ({
      plan: number % 3 === 0 ? 'gold' : 'basic',
    }));
    const probes = [getRequest('/_emulator/v1/health'), membersRequest('probe', [externalIdOf(1)])];
    const prober = await startProber(url, probes);
    const tell = async (title, request) => {
      const end = await prober.watch();
      const startedAt = performance.now();
      const answer = await send(url, request);
      const took = performance.now() - startedAt;
      const detail = `slowest probe ${(await end()).toFixed(0)} ms, answered ${answer.status} after ${took.toFixed(0)} ms`;
      report.check(title, answer.status < 300, detail);
    };
    const plan = { type: 'custom_attribute', name: 'plan', value_type: 'string' };
    const filters = [{ ...plan, comparison: 'is_any_of', value: ['gold'] }];
    await tell('the first evaluation of a segment over 1,000,000 profiles', {
      path: `${at}/segments/evaluate?limit=0`,
      body: { definition: { groups: [{ filters }] } },
    });
    await tell('saving 1,000,000 profiles', { path: '/_emulator/v1/snapshots', body: { name: 'all' } });
    await tell('restoring 1,000,000 profiles', { path: '/_emulator/v1/snapshots/all/restore', body: {} });
    await tell('an array of 64 MiB to the import of users', { path: `${at}/users`, body: arrayOfUsers() });
    await prober.stop();
  } finally {
    await server.kill();
  }
}

function arrayOfUsers() {
  const users = [];
  for (let bytes = 2, number = 0; bytes < arrayBytes; number++) {
    const user = `{"external_id":"new-${number}","attributes":{"plan":"gold"}}`;
    if ((bytes += user.length + 1) < arrayBytes) users.push(user);
  }
  return Buffer.from(`[${users.join()}]`);
}
