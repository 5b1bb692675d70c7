// Measures how long other requests wait while one asks for the size of a segment by regular expression. Run with
// `npm run bench:responsiveness`, after which arguments go:
// `npm run bench:responsiveness -- --profiles 10000 --length 100`.
//
//   --profiles N       profiles (default 100000)
//   --length N         characters of the text of each (default 254; an attribute has at most 255)
//   --pattern REGEX    instead of the patterns listed below
//   --against FOLDER   the dist folder of another build, measured after this one
//   --timeout SECONDS  when to give a size up (default 60)
//   --json             one JSON object instead of a table
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildsOf, startCommand } from './bench/builds.mjs';
import { createSegment, createWorkspace, loadProfiles } from './bench/world.mjs';

const { values: options } = parseArgs({
  options: {
    profiles: { type: 'string', default: '100000' },
    length: { type: 'string', default: '254' },
    pattern: {
      type: 'string',
      multiple: true,
      default: ['(a+)+$', '^(a|a)*$', 'a{50,}b', '[ab]*a[ab]{12}$'],
    },
    against: { type: 'string' },
    timeout: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
});
const profiles = Number(options.profiles);
const length = Number(options.length);
const timeoutMs = Number(options.timeout) * 1_000;
const probePauseMs = 5;

const results = [];
for (const build of buildsOf(options.against)) {
  for (const pattern of options.pattern) {
    const result = { build: build.name, pattern, ...(await measure(build, pattern)) };
    results.push(result);
    if (!options.json) tell(result);
  }
}
if (options.json) console.log(JSON.stringify({ profiles, length, results }, null, 2));

/** Each pattern gets a server of its own: one that hangs is of no more use. */
async function measure(build, pattern) {
  const server = await startCommand(build);
  try {
    const workspaceId = await createWorkspace(server.url);
    const note = `${'a'.repeat(length)}!`;
    await loadProfiles(server.url, workspaceId, profiles, () => ({ note }));
    const filter = {
      type: 'custom_attribute',
      name: 'note',
      value_type: 'string',
      comparison: 'matches_regex',
      value: pattern,
    };
    const segmentId = await createSegment(server.url, workspaceId, { name: 'regex', filters: [filter] });
    return await probeDuring(
      server.url,
      `${server.url}/_emulator/v1/workspaces/${workspaceId}/segments/${segmentId}/size`,
    );
  } finally {
    // It does not hear a SIGTERM while it is busy.
    await Promise.race([server.stop(), sleep(2_000).then(server.kill)]);
  }
}

/** Sends probes, one after the other, from before a size is asked for until it is there. */
async function probeDuring(url, sizeUrl) {
  const signal = AbortSignal.timeout(timeoutMs);
  const waits = [];
  const probe = async () => {
    const startedAt = performance.now();
    try {
      await (await fetch(`${url}/_emulator/v1/health`, { signal })).text();
    } finally {
      waits.push(performance.now() - startedAt);
    }
    await sleep(probePauseMs);
  };
  for (let time = 0; time < 20; time++) await probe();
  waits.length = 0;
  const startedAt = performance.now();
  let size;
  let isDone = false;
  const asking = fetch(sizeUrl, { signal })
    .then(async (response) => (size = (await response.json()).size))
    .catch(() => {})
    .finally(() => (isDone = true));
  while (!isDone && !signal.aborted) await probe().catch(() => {});
  await asking;
  const sorted = waits.toSorted((one, other) => one - other);
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    size: size ?? null,
    probes: sorted.length,
    medianMs: sorted[Math.floor(sorted.length / 2)],
    slowestMs: sorted.at(-1),
  };
}

function tell({ build, pattern, seconds, size, probes, medianMs, slowestMs }) {
  const outcome = size === null ? 'given up' : `size ${size}`;
  console.log(
    `${build}  ${pattern}  ${outcome} after ${seconds.toFixed(1)} s; ${probes} probes: ` +
      `median ${medianMs.toFixed(1)} ms, slowest ${slowestMs.toFixed(1)} ms`,
  );
}
