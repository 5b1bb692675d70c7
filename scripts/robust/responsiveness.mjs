// How long others wait while one request asks for as much as it may. A server with 10,000 profiles is sent hostile requests,
// one after the other, while a health request and a cohort request of one id are sent beside it, over and over. No probe may
// take more than 100 ms. On a machine that does other things too a probe is slow now and then, so the best of three counts;
// and in the short form, where Linux tells how long a turn of the server's event loop took of the processor, that must be
// longer too.
//
// The short form leaves out cases that are of one kind with others.
//
//   node scripts/robust/responsiveness.mjs [--long] [--group NAME]… [--only TEXT] [--dist FOLDER] [--attempts N]
import { parseArgs } from 'node:util';
import { buildsOf, startCommand } from '../bench/builds.mjs';
import { groups } from './responsiveness/groups.mjs';
import { turnsOfServer } from './responsiveness/longest-turn.mjs';
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
    if (cases.length > 0) await runGroup(build, group, cases, { attempts, long }, report);
  }
}

const titlesOf = (them) => them.map(({ title }) => title);

async function runGroup(build, group, cases, options, report) {
  const turns = turnsOfServer();
  const server = await startCommand(build, ['--no-quickstart'], turns.env);
  try {
    const world = await fillWorld(server.url);
    await group.setUp?.(world);
    const prober = await startProber(server.url, world.probes);
    const tools = { world, prober, longestTurn: () => turns.longest(server.pid) };
    for (const its of cases) {
      const title = `${group.title}: ${its.title}`;
      await runCase(its, title, options, tools, report);
    }
    await prober.stop();
  } finally {
    server.kill();
    turns.remove();
  }
}

async function runCase({ make, status }, title, { attempts, long }, tools, report) {
  let best = { wait: Number.POSITIVE_INFINITY };
  for (let attempt = 0; attempt < attempts && best.wait > slowestMsMax; attempt++) {
    const tried = await tryOnce(make, attempt, long, tools);
    if (tried.wait < best.wait) best = tried;
  }
  const { wait, slowest, turn, took, answer } = best;
  const isAsExpected =
    status === undefined ? answer.status > 0 && answer.status < 500 : answer.status === status;
  const ofProcessor = turn === undefined ? '' : `, longest turn ${turn.toFixed(0)} ms of the processor`;
  report.check(
    title,
    wait <= slowestMsMax && isAsExpected,
    `slowest probe ${slowest.toFixed(0)} ms${ofProcessor}, answer ${answer.status} after ${took.toFixed(0)} ms: ${answer.text.slice(0, 160)}`,
  );
}

/** @returns `wait`: how long the server keeps others waiting, as far as that is its doing. */
async function tryOnce(make, attempt, long, { world, prober, longestTurn }) {
  const hostile = await make(world, attempt);
  hostile.body = bytesOf(hostile.body);
  await longestTurn();
  const end = await prober.watch();
  const startedAt = performance.now();
  const answer = await send(world.url, hostile);
  const took = performance.now() - startedAt;
  const slowest = await end();
  const turn = await longestTurn();
  const wait = long ? slowest : Math.min(slowest, turn ?? slowest);
  return { wait, slowest, turn, took, answer };
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
