// Looks at what is shipped with the package, which are its dependencies and theirs: known vulnerabilities, where the registry
// tells them, and licences. Prints "ok - …", "not ok - …" or "skipped - …" per check; fails when one failed.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Licences that ask for no more than to be named. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
]);
const auditMsMax = 120_000;

const root = new URL('../', import.meta.url);
const readJson = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const checks = [checkLicences(), await checkVulnerabilities()];
for (const { state, told } of checks) console.log(`${state} - ${told}`);
process.exit(checks.some(({ state }) => state === 'not ok') ? 1 : 0);

function checkLicences() {
  const shipped = Object.entries(readJson('package-lock.json').packages).filter(
    // Left out of an installation for another system, an optional one is not there to be read.
    ([path, its]) => path !== '' && !its.dev && !its.devOptional && !its.link,
  );
  const refused = shipped
    .map(([path, its]) => ({ path, licence: licenceOf(path) ?? its.license ?? 'none' }))
    .filter(({ licence }) => !isAllowed(licence));
  const told = `${shipped.length} shipped packages have a licence of the list`;
  if (refused.length === 0) return { state: 'ok', told };
  return {
    state: 'not ok',
    told: `${told}: ${refused.map(({ path, licence }) => `${path} has ${licence}`).join(', ')}`,
  };
}

function licenceOf(path) {
  try {
    const { license, licenses } = readJson(`${path}/package.json`);
    return license?.type ?? license ?? licenses?.map(({ type }) => type).join(' OR ');
  } catch {
    return undefined;
  }
}

/** An SPDX expression without brackets inside brackets. */
function isAllowed(expression) {
  const choices = expression.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((its) =>
    its.split(' AND ').every((licence) => allowed.has(licence.replace(/[()]/g, '').trim())),
  );
}

async function checkVulnerabilities() {
  const what = 'no shipped package has a known vulnerability';
  const report = await audit();
  if (report?.auditReportVersion === undefined) {
    return {
      state: 'skipped',
      told: `${what}: the registry gave no answer${report?.message ? ` (${statusOf(report)})` : ''}`,
    };
  }
  const found = Object.values(report.vulnerabilities).filter(({ severity }) => severity !== 'info');
  if (found.length === 0) return { state: 'ok', told: what };
  return {
    state: 'not ok',
    told: `${what}: ${found.map(({ name, severity }) => `${name} (${severity})`).join(', ')}`,
  };
}

function statusOf({ statusCode, message }) {
  return statusCode ?? message.split('\n')[0];
}

/** @returns What npm prints, or `undefined` where that is no JSON. */
function audit() {
  return new Promise((resolve) => {
    execFile(
      'npm',
      ['audit', '--omit=dev', '--json'],
      { cwd: root, timeout: auditMsMax },
      (_error, stdout) => {
        try {
          resolve(JSON.parse(stdout));
        } catch {
          resolve(undefined);
        }
      },
    );
  });
}
