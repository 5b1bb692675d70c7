// Has a client of each language call Braze, another host and this machine below `exec --intercept`, where no packet can leave:
// in a network namespace with loopback alone. Prints "ok - …", "not ok - …" or "skipped - …" per check; fails when one failed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clients, goSource, nodeVersions } from './languages/clients.mjs';

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const braze = 'https://rest.fra-01.braze.eu/segments/list';
const other = 'https://api.example.com/orders';
const msMax = 120_000;

const folder = mkdtempSync(path.join(tmpdir(), 'braze-emulator-languages-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let failures = 0;

const isolation = isolationHere();
if (isolation.length === 0) console.log('skipped - a network namespace: this system lets us make none');
else check('the network namespace has loopback alone', ...loopbackAlone());
const programs = bringPrograms();
for (const client of clients) tryClient(client);
process.exit(failures > 0 ? 1 : 0);

function check(what, isMet, seen) {
  console.log(`${isMet ? 'ok' : 'not ok'} - ${what}${isMet ? '' : `: ${seen}`}`);
  if (!isMet) failures++;
}

function tryClient({ name, heeds, shows, tools, probe, script, needsPreload }) {
  const tool = tools.map((its) => programs.get(its) ?? its).find((its) => succeeds(its, probe));
  if (tool === undefined) return console.log(`skipped - ${name}: not on this machine`);
  const command = script === undefined ? [tool] : [tool, script];
  const { lines, stderr, seen } = callAll(command, [
    `"$@" ${braze} ${other} "$BRAZE_REST_ENDPOINT/segments/list"`,
    `env ${heeds.map((variable) => `-u ${variable}`).join(' ')} "$@" ${braze}`,
    `env -u NODE_OPTIONS "$@" ${braze}`,
  ]);
  const [ofBraze, ofOther, ofLoopback, unheeding, withoutPreload] = lines;
  check(`${name} reaches the emulator by Braze's address`, isAnswer(ofBraze), seen);
  check(`${name} reaches this machine as before`, isAnswer(ofLoopback), seen);
  const isSaid = stderr.includes('A call to api.example.com was blocked; --others pass lets it through');
  check(`${name} reaches no other host, and exec says so`, /^failed:/.test(ofOther) && isSaid, seen);
  const shown = /api.example.com was blocked/.test(ofOther) ? 'the sentence' : /\b403\b/.exec(ofOther)?.[0];
  check(`${name} shows of a blocked call: ${shows}`, shown === shows, seen);
  check(`${name} heeds ${heeds.join(', ')}`, /^failed:/.test(unheeding), seen);
  if (needsPreload !== undefined) {
    const how = needsPreload ? 'reaches nobody' : 'reaches the emulator';
    check(`${name} ${how} without the preload`, isAnswer(withoutPreload) === !needsPreload, seen);
  }
}

/** Runs a client as lines of a shell. Each prints a line for each address. */
function callAll(command, script) {
  const exec = [process.execPath, main, 'exec', '--intercept', '--', 'sh', '-c', script.join('\n'), 'sh'];
  const { stdout, stderr } = isolated([...exec, ...command]);
  return { lines: stdout.split('\n'), stderr, seen: `\n${stdout}${stderr}` };
}

function isAnswer(line = '') {
  return line.startsWith('200 ') && line.includes('success');
}

/** What has to be fetched or compiled before the network is gone, by its name in the list. */
function bringPrograms() {
  const brought = new Map();
  const node = `node-${process.platform}-${process.arch}`;
  for (const version of nodeVersions) {
    if (process.versions.node.startsWith(`${version}.`)) {
      brought.set(`{node ${version}}`, process.execPath);
      continue;
    }
    const home = path.join(folder, `node-${version}`);
    const wanted = [
      'install',
      '--silent',
      '--no-save',
      '--ignore-scripts',
      '--prefix',
      home,
      `${node}@${version}`,
    ];
    spawnSync('npm', wanted, { stdio: 'inherit' });
    brought.set(`{node ${version}}`, path.join(home, 'node_modules', node, 'bin/node'));
  }
  if (succeeds('go', ['version'])) {
    const program = path.join(folder, 'go-net-http');
    const env = {
      ...process.env,
      CGO_ENABLED: '0',
      GOCACHE: path.join(folder, 'go-cache'),
      GO111MODULE: 'off',
    };
    spawnSync('go', ['build', '-o', program, goSource], { stdio: 'inherit', env });
    brought.set('{go program}', program);
  }
  return brought;
}

/** What begins a command that is run with loopback alone; nothing where that cannot be. */
function isolationHere() {
  const raise = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  const ways = [
    ['unshare', '-n', ...raise],
    ['unshare', '-rn', ...raise],
  ];
  return ways.find(([file, ...args]) => succeeds(file, [...args, 'true'])) ?? [];
}

function isolated(command) {
  const [file, ...args] = [...isolation, ...command];
  return spawnSync(file, args, { encoding: 'utf8', timeout: msMax });
}

function loopbackAlone() {
  const [file, ...args] = [...isolation, 'ip', '-oneline', 'link'];
  const links = execFileSync(file, args, { encoding: 'utf8' }).trim();
  return [/^1: lo: [^\n]*$/.test(links), links];
}

function succeeds(file, args) {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}
