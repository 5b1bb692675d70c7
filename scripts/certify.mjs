// Certifies the connectors of examples/connectors with the built command, a line for each thing that must hold:
//
// - the exemplary one, the one in Python and the one in shell pass every scenario, and the exemplary one every rule;
// - one that insists on the address of Braze passes with --intercept;
// - each fault of the faulty one breaks its rule, the rules that are named as its consequences at most, and no other.
//
// --long has each fault go through all scenarios, instead of those that are named for it. --only TEXT runs the checks
// whose name has the text.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { long: { type: 'boolean' }, only: { type: 'string' } } });
const connectors = 'examples/connectors';
const ownScenarios = `${connectors}/create-users.yaml`;
const folder = mkdtempSync(path.join(tmpdir(), 'braze-certify-'));
let failedCount = 0;

/** Runs `certify` to its end. @returns Its exit code, its report, what it printed, and how long it took. */
function certify(args, command, environment = {}) {
  const file = path.join(folder, `${Math.random()}.json`);
  const words = ['dist/cli/main.js', 'certify', ...args, '--json', file, '--', ...command];
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    execFile(process.execPath, words, { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const seconds = (performance.now() - startedAt) / 1000;
      const output = stdout + stderr;
      const code = error === null ? 0 : error.code;
      try {
        resolve({ code, output, seconds, report: JSON.parse(readFileSync(file, 'utf8')) });
      } catch {
        resolve({ code, output, seconds, report: { scenarios: [] } });
      }
    });
  });
}

async function check(name, look) {
  if (options.only !== undefined && !name.includes(options.only)) return;
  const problem = await look();
  console.log(`${problem === undefined ? 'ok' : 'not ok'} - ${name}`);
  if (problem === undefined) return;
  failedCount++;
  console.log(problem.replace(/^/gm, '    '));
}

/** The ids of rules with this verdict in some scenario. */
function rulesWith(verdict, ...reports) {
  const rules = reports.flatMap(({ scenarios }) => scenarios.flatMap(({ contract }) => contract.rules));
  return new Set(rules.filter((rule) => rule.verdict === verdict).map(({ id }) => id));
}

const node = (name) => [process.execPath, `${connectors}/${name}/sync.mjs`];
const creating = { CREATE_USERS: '1' };

await check('the exemplary connector passes every scenario and every rule', async () => {
  const own = await certify(['--scenarios', ownScenarios], node('exemplary'), creating);
  const all = await certify([], node('exemplary'));
  console.log(`# ${all.report.scenarios.length} scenarios in ${all.seconds.toFixed(1)} s`);
  if (all.code !== 0 || own.code !== 0) return all.output + own.output;
  const passed = rulesWith('passed', all.report, own.report);
  const broken = rulesWith('broken', all.report, own.report);
  const unjudged = [...rulesWith('not_judged', all.report, own.report)].filter((id) => !passed.has(id));
  if (broken.size + unjudged.length > 0) return `broken: ${[...broken]}; never judged: ${unjudged}`;
});

for (const [language, ...command] of [
  ['Python', 'python3', `${connectors}/python/sync.py`],
  ['shell with curl', 'sh', `${connectors}/shell/sync.sh`],
  ['faulty JavaScript without a fault', ...node('faulty')],
]) {
  await check(`the connector in ${language} passes every scenario`, async () => {
    const { code, output, report } = await certify([], command);
    const broken = rulesWith('broken', report);
    return code === 0 && broken.size === 0 ? undefined : `broken: ${[...broken]}\n${output}`;
  });
}

await check('a connector that insists on the address of Braze passes with --intercept', async () => {
  const only = options.long ? [] : ['--only', 'clean_full_sync,changes,rate_limited,lost_answer,wrong_key'];
  const insisting = ['python3', `${connectors}/python/insisting.py`];
  const { code, output } = await certify(['--intercept', ...only], insisting);
  return code === 0 ? undefined : output;
});

const faults = JSON.parse(readFileSync(`${connectors}/faulty/faults.json`, 'utf8'));
const ownIds = ['creates_users', 'refused_user'];
for (const { fault, rule, consequences, scenarios, rules } of faults) {
  await check(`fault ${fault} breaks ${rule}, and nothing that is not named with it`, async () => {
    const isOwn = ownIds.some((id) => scenarios.includes(id));
    const runs = [];
    const environment = { FAULT: fault };
    const only = [
      ...(options.long ? [] : ['--only', scenarios.join()]),
      ...(rules === undefined ? [] : ['--rules', `${connectors}/faulty/${rules}`]),
    ];
    if (isOwn || options.long) {
      const args = ['--scenarios', ownScenarios, ...only];
      runs.push(await certify(args, node('faulty'), { ...environment, ...creating }));
    }
    if (!isOwn || options.long) {
      runs.push(await certify(only, node('faulty'), environment));
    }
    const broken = rulesWith('broken', ...runs.map(({ report }) => report));
    const odd = [...broken].filter((id) => id !== rule && !consequences.includes(id));
    if (broken.has(rule) && odd.length === 0) return undefined;
    const missed = broken.has(rule) ? '' : `${rule} was not broken. `;
    return `${missed}Beyond it: ${odd.join(', ') || 'nothing'}\n${runs.map(({ output }) => output).join('')}`;
  });
}

rmSync(folder, { recursive: true });
process.exitCode = failedCount === 0 ? 0 : 1;
