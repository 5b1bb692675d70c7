// How long it takes to find how many are in a segment, and how long others wait beside it.
import { join } from 'node:path';
import { startCommand } from '../builds.mjs';
import { startProber } from '../prober.mjs';
import { getRequest, sendAll } from '../request-sender.mjs';
import { measure, resultOf } from '../rounds.mjs';
import { externalIdOf, membersRequest } from '../world.mjs';
import { attributeQuestions, cohortQuestion, fillSegments, historyQuestions } from './segment-world.mjs';

export const title = 'Segments';
export const about =
  'Milliseconds until it is known how many are in a segment, with `--db` and without an index for any attribute. After a ' +
  'restart the first request to a workspace has its rows checked; the first call of a process comes after it. Beside a filter a health request and a cohort request of one id are sent over and over; the slowest is told.';

const later = 50;
export const beside = (name) => `${name}: the slowest of others beside it`;

export default async function segments({ builds, sizes: [, profiles], rounds }, place) {
  const worlds = [];
  for (const build of builds) worlds.push(await openWorld(build, profiles, place));
  const sizeOf = (world, name, times = 1) =>
    sendAll(world.url, 1, Array(times).fill(getRequest(world.paths[name])));
  const caseOf = (name, contenderOf, amount = 1) => ({
    name,
    unit: 'ms',
    amount,
    contenders: worlds.map((world) => ({ by: world.by, ...contenderOf(world) })),
  });
  const { name: aNotB } = cohortQuestion;
  const options = { runsPerRound: 1 };
  // They begin new processes, so they come before the others.
  const entered = Object.fromEntries(worlds.map(({ by }) => [by, []]));
  const first = caseOf(`${aNotB}, first call`, (world) => ({
    prepare: async () => entered[world.by].push(await world.restart()),
    run: () => sizeOf(world, aNotB),
  }));
  const results = await measure([first], rounds, { ...options, isWarmed: false });
  results.unshift(resultOf('first request after a restart', 'ms', entered));
  const questions = [...attributeQuestions, ...historyQuestions];
  const cases = [
    caseOf(`${aNotB}, later`, (world) => ({ run: () => sizeOf(world, aNotB, later) }), later),
    ...questions.map(({ name }) => caseOf(name, (world) => ({ run: () => sizeOf(world, name) }))),
    ...attributeQuestions.map(({ name }) =>
      caseOf(beside(name), (world) => ({ run: () => probeDuring(world, () => sizeOf(world, name)) })),
    ),
  ];
  return [...results, ...(await measure(cases, rounds, options))];
}

/** A build on a file that was filled, with a way to begin its process anew, which tells how long its first request took. */
async function openWorld(build, profiles, { folder, atEnd }) {
  const flags = ['--no-quickstart', '--db', join(folder, `${build.name}.db`)];
  let server = await startCommand(build, flags);
  atEnd(() => server.stop());
  const { workspacePath, paths } = await fillSegments(server.url, profiles);
  const by = `${build.name}, ${profiles.toLocaleString('en')} profiles`;
  const world = { by, url: server.url, paths };
  world.restart = async () => {
    await server.stop();
    server = await startCommand(build, flags);
    world.url = server.url;
    await sendAll(world.url, 1, [getRequest('/_emulator/v1/ready')]);
    const started = performance.now();
    await sendAll(world.url, 1, [getRequest(workspacePath)]);
    return performance.now() - started;
  };
  return world;
}

/** @returns How long the slowest probe waited meanwhile, as what `measure` takes the time from. */
async function probeDuring({ url }, work) {
  const prober = await startProber(url, [
    getRequest('/_emulator/v1/health'),
    membersRequest('probe', [externalIdOf(1)]),
  ]);
  try {
    const end = await prober.watch();
    await work();
    return { ms: await end() };
  } finally {
    await prober.stop();
  }
}
