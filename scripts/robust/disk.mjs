// A disk that is full, and one that takes no writes: on a small file system of its own, where it may be mounted.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, createClient, readAll } from './support/client.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { startServer } from './support/server.mjs';

export const name = 'disk';

const code = 'storage_unusable';
const keys = {
  partner_api_key: '11111111-aaaa-4aaa-8aaa-111111111111',
  client_secret: '22222222-bbbb-4bbb-8bbb-222222222222',
};
const usersPath = '/workspaces/ws_quickstart/users';

export default async function run(report) {
  const folder = temporaryFolder();
  try {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'pipe' });
    } catch (error) {
      report.skip(
        'a full disk and one that takes no writes',
        `no file system can be mounted here: ${error.message.split('\n')[0]}`,
      );
      return;
    }
    try {
      await fullDisk(report, folder);
      await readOnlyDisk(report, folder);
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fullDisk(report, folder) {
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(2 * 1024 * 1024));
  const server = await startServer(['--db', join(folder, 'full.db')]);
  const client = createClient(server.url);
  const acknowledged = [];
  const refusal = await fill(client, acknowledged);
  checkRefusals(report, 'a full disk', refusal, await changeCohort(client));
  report.check('a full disk: what was acknowledged is answered', await areThere(client, acknowledged));
  for (let count = 0; count < 20; count++) await addUser(client, `more-${count}`, 'x'.repeat(50_000));
  checkLog(report, 'a full disk', server);

  rmSync(ballast);
  const answers = [await addUser(client, 'after', ''), await changeCohort(client)];
  report.check(
    'a full disk: once there is room, changes are taken again',
    answers.every(({ status }) => status === 201),
    answers.map(({ status, text }) => `${status} ${text.slice(0, 150)}`).join('; '),
  );
  if (answers[0].status === 201) acknowledged.push('after');
  client.close();
  await server.stop();
  await checkRestart(report, 'a full disk', join(folder, 'full.db'), acknowledged);
}

async function readOnlyDisk(report, folder) {
  const file = join(folder, 'read-only.db');
  const server = await startServer(['--db', file]);
  const client = createClient(server.url);
  const acknowledged = ['before'];
  accepted(await addUser(client, 'before', ''));
  await server.stop();
  client.close();
  remount(folder, 'ro');
  try {
    await startServer(['--db', file]).then((its) => its.kill());
    report.check('a disk that takes no writes: the start is refused', false, 'it started');
  } catch (error) {
    const [message, ...more] = error.message
      .replace(/^It ended.*?: /s, '')
      .trim()
      .split('\n');
    report.check(
      'a disk that takes no writes: the start is refused in one sentence, with exit code 3',
      error.exitCode === 3 && more.length === 0 && message.startsWith('Cannot use database file'),
      `${error.exitCode}: ${message}`,
    );
  } finally {
    remount(folder, 'rw');
  }
  await checkRestart(report, 'a disk that takes no writes', file, acknowledged);
}

const remount = (folder, mode) => execFileSync('mount', ['-o', `remount,${mode}`, folder]);

/** @returns The first refusal. */
async function fill(client, acknowledged) {
  for (let number = 0; number < 5_000; number++) {
    const answer = await addUser(client, `fill-${number}`, 'x'.repeat(20_000));
    if (answer.status !== 201) return answer;
    acknowledged.push(`fill-${number}`);
  }
  throw new Error('The disk did not become full');
}

/** A user that takes some bytes: an attribute's text has few, an array of them has many. */
function addUser(client, id, text) {
  const list = text.match(/.{1,200}/g)?.slice(0, 450) ?? [];
  return client.control('POST', usersPath, [{ external_id: id, attributes: { list } }]);
}

function changeCohort(client) {
  const body = { ...keys, cohort_id: 'disk', cohort_changes: [{ user_ids: ['cust-1'] }] };
  return client.json('POST', '/partners/hightouch/cohorts/users', body);
}

function checkRefusals(report, what, ofControl, ofBraze) {
  const { status, json, text } = ofControl;
  report.check(
    `${what}: the control API says ${code} and the way out`,
    status >= 500 && json?.error?.code === code && json.error.message.length > 30,
    `${status} ${text.slice(0, 300)}`,
  );
  report.check(
    `${what}: the Braze surface says what happened, in Braze's form`,
    ofBraze.status >= 500 && (ofBraze.json?.message ?? '').length > 30,
    `${ofBraze.status} ${ofBraze.text.slice(0, 300)}`,
  );
}

/** A line for each request, and what is wrong told once instead of a stack for each. */
function checkLog(report, what, server) {
  const lines = server.stderr().split('\n');
  const stacks = lines.filter((line) => /^\s+at /.test(line)).length;
  report.check(`${what}: the log has no stacks`, stacks === 0, `${stacks} lines of stacks`);
}

async function areThere(client, ids) {
  const found = new Set((await readAll(client, usersPath, 'users')).map((its) => its.external_id));
  return ids.every((id) => found.has(id));
}

async function checkRestart(report, what, file, acknowledged) {
  const server = await startServer(['--quiet', '--db', file]);
  const client = createClient(server.url);
  report.check(
    `${what}: after a restart all ${acknowledged.length} acknowledged users are there`,
    await areThere(client, acknowledged),
  );
  client.close();
  await server.stop();
}
