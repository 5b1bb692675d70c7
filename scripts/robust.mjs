// The robustness suite: what is timed, large or hostile, against the built command on a free port of loopback. Run with
// `npm run robust`, after which arguments go: `npm run robust -- --long --only kill`.
//
//   --long             the long form, by hand; the short one takes some three minutes and is in `.ci/run`
//   --only NAME        only this set; may be repeated
//   --group NAME       of a set that has groups (responsiveness) only this one; may be repeated
//   --random-seed N    what the run before printed, to repeat it
//   --json FILE        also writes all checks to this file
//
// Each file of scripts/robust is a set: it exports `name`, and as default `async function run(report, options)`. Prints
// "ok - …", "not ok - …" or "skipped - …" per check; the exit code is 1 when one failed.
import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createReport, tableOf } from './robust/support/report.mjs';
import { killServers } from './robust/support/server.mjs';

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    group: { type: 'string', multiple: true },
    'random-seed': { type: 'string', default: String(Date.now() % 1_000_000_000) },
    json: { type: 'string' },
  },
});
const options = { long: values.long, seed: Number(values['random-seed']), groups: values.group };
if (!Number.isSafeInteger(options.seed)) throw new Error('--random-seed must be a whole number');
/** What no set may exceed. */
const setMsMax = options.long ? 3_600_000 : 600_000;

const folder = new URL('./robust/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
const all = await Promise.all(files.sort().map((file) => import(new URL(file, folder))));
const chosen = all.filter(({ name }) => values.only?.includes(name) ?? true);
const unknown = (values.only ?? []).filter((only) => !all.some(({ name }) => name === only));
if (unknown.length > 0) {
  throw new Error(
    `No set is called ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`,
  );
}

console.log(`${options.long ? 'Long' : 'Short'} form; --random-seed ${options.seed} repeats it`);
const reports = [];
for (const { name, default: run } of chosen) {
  const report = createReport(name);
  reports.push(report);
  const isInTime = await runWithin(run, report);
  report.end();
  await killServers();
  // What hangs cannot be stopped, and would disturb the sets after it.
  if (!isInTime) break;
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(reports, null, 2)}\n`);
console.log(tableOf(reports));
const failed = reports.reduce((sum, its) => sum + its.failed, 0);
console.log(`${reports.reduce((sum, its) => sum + its.passed, 0)} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** @returns False when the time was over before the set was. */
async function runWithin(run, report) {
  let timer;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, setMsMax, false);
  });
  const ended = Promise.resolve(run(report, options)).then(
    () => true,
    (error) => {
      report.check('runs to its end', false, error.stack ?? String(error));
      return true;
    },
  );
  const isInTime = await Promise.race([ended, over]);
  clearTimeout(timer);
  if (!isInTime)
    report.check('ends in time', false, `it was given ${setMsMax / 1_000} s; later sets were left out`);
  return isInTime;
}
