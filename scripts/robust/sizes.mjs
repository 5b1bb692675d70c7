// Every size and nesting at its bound: a body that is four times as large takes some four times as long.
import { accepted, createClient } from './support/client.mjs';
import { startServer } from './support/server.mjs';
import { sizeCases } from './support/size-cases.mjs';

export const name = 'sizes';

/** By how much the time per byte may grow. Twice is noise, of caches and of the garbage collector too; a square gives four. */
const growthMax = 2.6;
/** What takes less counts as this: sockets and the garbage collector alone take as long now and then. */
const noticeableMs = 60;
const runs = 2;
const answerMs = 60_000;

export default async function run(report, options) {
  let tried = await startTried();
  try {
    for (const its of sizeCases(options)) {
      const result = await measure(tried.client, its).catch((error) => ({ error }));
      tell(report, its, result);
      if (result.error === undefined) continue;
      // It may be busy for a long time yet.
      tried.client.close();
      await tried.server.kill();
      tried = await startTried();
    }
    report.check(
      'nothing was logged as a defect',
      tried.server.stderr() === '',
      tried.server.stderr().slice(0, 1_000),
    );
  } finally {
    tried.client.close();
    await tried.server.kill();
  }
}

async function startTried() {
  const server = await startServer();
  const client = createClient(server.url, { connections: 1, answerMs });
  accepted(await client.control('GET', '/workspaces'));
  return { server, client };
}

/** The least of some runs, in turns; once more where it looks as if it grew, for the machine has other work too. */
async function measure(client, { sizes, request }) {
  const requests = sizes.map(request);
  const [smallBytes, largeBytes] = requests.map(
    ([, path, { body = '' }]) => path.length + Buffer.byteLength(body),
  );
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const statuses = [];
  let growth;
  for (let round = 0; round < 2; round++) {
    for (let turn = 0; turn < runs; turn++) {
      for (const [which, [method, path, sent]] of requests.entries()) {
        const startedAt = performance.now();
        const { status, text } = await client.send(method, path, sent);
        least[which] = Math.min(least[which], performance.now() - startedAt);
        if (status >= 500) throw new Error(`answered ${status}: ${text.slice(0, 200)}`);
        statuses[which] = status;
      }
    }
    growth = least[1] / Math.max(least[0], noticeableMs) / (largeBytes / smallBytes);
    if (growth <= growthMax) break;
  }
  return { least, statuses, growth, largeBytes };
}

function tell(report, { title }, { error, least, statuses, growth, largeBytes }) {
  if (error !== undefined) return report.check(title, false, error.message);
  report.check(
    title,
    growth <= growthMax,
    `${(largeBytes / 1024).toFixed(0)} KiB in ${least[1].toFixed(0)} ms (${statuses[1]}), ` +
      `${growth.toFixed(2)} of the time per byte that a quarter takes (${least[0].toFixed(0)} ms, ${statuses[0]})`,
  );
}
