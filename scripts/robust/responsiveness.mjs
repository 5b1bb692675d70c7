// How long others wait while one request asks for as much as it may. A server with 10,000 profiles is sent hostile requests,
// one after the other, while a health request and a cohort request of one id are sent beside it, over and over. No probe may
// take more than 100 ms. On a machine that does other things too a probe is slow now and then, so the best of three counts.
//
// The short form leaves out cases that are of one kind with others.
//
//   node scripts/robust/responsiveness.mjs [--long] [--group NAME]… [--only TEXT] [--dist FOLDER] [--attempts N]
import { parseArgs } from 'node:util';
import { buildsOf, startCommand } from '../bench/builds.mjs';
import { groups } from './responsiveness/groups.mjs';
import { startProber } from './responsiveness/prober.mjs';
import { bytesOf, send } from './responsiveness/send.mjs';
import { fillWorld } from './responsiveness/world.mjs';

export const name = 'responsiveness';

const slowestMsMax = 100;

/**
 * @param {{ check(title: string, isOk: boolean, detail: string): void }} report
 * @param {{ long?: boolean, groups?: string[], only?: string, dist?: string, attempts?: number }} [options]
 */
export default async function run(
  report,
  { long = false, groups: chosen, only = '', dist, attempts = 3 } = {},
) {
  const unknown = (chosen ?? []).filter((its) => !groups.some(({ title }) => title === its));
  if (unknown.length > 0) {
    throw new Error(`No group is called ${unknown.join(', ')}; there are ${titlesOf(groups).join(', ')}`);
  }
  const [build] = dist === undefined ? buildsOf() : [{ name: 'given', dist }];
  for (const group of groups.filter(({ title }) => chosen?.includes(title) ?? true)) {
    const cases = group.cases.filter(
      ({ title, isLong = false }) => (long || !isLong) && `${group.title}: ${title}`.includes(only),
    );
    if (cases.length > 0) await runGroup(build, group, cases, attempts, report);
  }
}

const titlesOf = (them) => them.map(({ title }) => title);

async function runGroup(build, group, cases, attempts, report) {
  const server = await startCommand(build);
  try {
    const world = await fillWorld(server.url);
    await group.setUp?.(world);
    const prober = await startProber(server.url, world.probes);
    for (const its of cases)
      await runCase(its, `${group.title}: ${its.title}`, attempts, world, prober, report);
    await prober.stop();
  } finally {
    server.kill();
  }
}

async function runCase({ make, status }, title, attempts, world, prober, report) {
  let best = { slowest: Number.POSITIVE_INFINITY };
  for (let attempt = 0; attempt < attempts && best.slowest > slowestMsMax; attempt++) {
    const hostile = await make(world, attempt);
    hostile.body = bytesOf(hostile.body);
    const end = await prober.watch();
    const startedAt = performance.now();
    const answer = await send(world.url, hostile);
    const took = performance.now() - startedAt;
    const slowest = await end();
    if (slowest < best.slowest) best = { slowest, took, answer };
  }
  const { slowest, took, answer } = best;
  const isAsExpected =
    status === undefined ? answer.status > 0 && answer.status < 500 : answer.status === status;
  report.check(
    title,
    slowest <= slowestMsMax && isAsExpected,
    `slowest probe ${slowest.toFixed(0)} ms, answer ${answer.status} after ${took.toFixed(0)} ms: ${answer.text.slice(0, 160)}`,
  );
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values } = parseArgs({
    options: {
      long: { type: 'boolean' },
      group: { type: 'string', multiple: true },
      only: { type: 'string' },
      dist: { type: 'string' },
      attempts: { type: 'string' },
    },
  });
  await run(
    {
      check(title, isOk, detail) {
        console.log(`${isOk ? 'ok  ' : 'FAIL'} ${title} · ${detail}`);
        if (!isOk) process.exitCode = 1;
      },
    },
    { ...values, groups: values.group, attempts: Number(values.attempts ?? 3) },
  );
}
