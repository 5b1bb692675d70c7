// What one request, or many at once, may take of the memory: each bound is tried, and the peak of the process looked at.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const name = 'memory';

const kibi = 1024;
const mebi = 1024 * kibi;
/** What the process may take at its peak, in MiB, above what it took before. */
const shortCases = [
  ['24 waits and a verify over a full journal', 350, waitsOverFullJournal],
  // Those that are refused are parsed as well.
  ['100 waits that ask for 4 MiB of objects each', 900, largeWaits],
  ['an upload of 512 MiB that is no snapshot', 150, upload],
  ['8 such uploads of 128 MiB at once', 200, severalUploads],
  ['pages of 1,000 requests of a full journal', 400, pages],
];
/** Those that take minutes. */
const longCases = [
  [
    '100 bodies of 4 MiB at once to the Braze surface',
    450,
    (server) => brazeBodies(server, oneText(4 * mebi)),
  ],
  ['100 such bodies full of escapes', 450, (server) => brazeBodies(server, escapes(4 * mebi))],
  ['100 such bodies of many objects', 450, (server) => brazeBodies(server, objects(4 * mebi))],
  ['500 bodies of 240 KiB full of escapes', 600, (server) => brazeBodies(server, escapes(240 * kibi), 500)],
  ['50 bodies of 64 MiB at once to the control API', 700, controlBodies],
  // A third of it is in use, as --max-old-space-size=768 shows: V8 collects the later, the more it may have.
  ['10 bodies of 1,000,000 values at once to the control API', 2_200, controlValues],
  ['a page of 1,000 profiles with 100,000 bytes of identifiers each', 400, profilePage],
  ['a snapshot of 1,000,000 profiles', 900, snapshot],
];

/** @param options  `build`: folder of the built package, `dist` unless named. */
export default async function run(report, { build = 'dist', long = false } = {}) {
  if (!long) report.skip('many bodies at once, large pages and snapshots', 'takes some minutes: --long');
  for (const [title, mebisMax, tryIt] of long ? [...shortCases, ...longCases] : shortCases) {
    for (const storage of ['memory', 'file']) {
      const server = await start(build, storage);
      try {
        const { before, detail = '' } = await tryIt(server);
        const grown = Math.round((peakBytes(server) - before) / mebi);
        report.check(
          `${title}, in ${storage}`,
          grown <= mebisMax,
          `${grown} MiB more of ${mebisMax} ${detail}`,
        );
        const { status } = await send(server, 'GET', '/_emulator/v1/health');
        report.check('and the server answers', status === 200, `${status}`);
      } finally {
        server.child.kill('SIGKILL');
        rmSync(server.folder, { recursive: true, force: true });
      }
    }
  }
}

async function start(build, storage) {
  const folder = mkdtempSync(join(tmpdir(), 'robust-memory-'));
  const options = [
    '--port',
    '0',
    '--quiet',
    ...(storage === 'file' ? ['--db', join(folder, 'emulator.db')] : []),
  ];
  const child = spawn(process.execPath, [join(build, 'cli/main.js'), 'start', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface(child.stdout), 'line');
  return { child, folder, port: new URL(url).port };
}

/** The most that the process took since its start. */
function peakBytes({ child }) {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) * 1024;
}

function send({ port }, method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (answer) => {
      let bytes = 0;
      let text = '';
      answer.on('data', (chunk) => {
        bytes += chunk.length;
        if (text.length < 4_096) text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, bytes, text }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    if (typeof body === 'function') body(sent);
    else sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const at = '/_emulator/v1/workspaces/ws_quickstart';

/** A journal near its 64 MiB, of many small values, which take the most once they are parsed. */
async function fillJournal(server) {
  const workspace = JSON.parse((await send(server, 'GET', at)).text);
  const headers = { ...json, authorization: `Bearer ${workspace.rest_api_keys[0].key}` };
  const values = Array.from({ length: 40_000 }, (_, index) => index % 10);
  const body = JSON.stringify({ attributes: [{ external_id: 'a' }], more: [values, values, values] });
  for (let sent = 0; sent < 62 * mebi; sent += body.length)
    await send(server, 'POST', '/users/track', body, headers);
  return peakBytes(server);
}

async function waitsOverFullJournal(server) {
  const before = await fillJournal(server);
  const question = { match: { body: { never: true } } };
  const waits = Array.from({ length: 24 }, () =>
    send(server, 'POST', `${at}/requests/wait`, JSON.stringify({ ...question, timeout_ms: 10_000 }), json),
  );
  const verify = await send(server, 'POST', `${at}/requests/verify`, JSON.stringify(question), json);
  const statuses = (await Promise.all(waits)).map(({ status }) => status);
  return { before, detail: `(verify ${verify.status}, waits ${[...new Set(statuses)]})` };
}

/** What a wait asks for is held while it waits. */
function largeWaits(server) {
  const pattern = `{"match":{"body":{"a":${objects(3.9 * mebi)}}},"timeout_ms":3000}`;
  return bodiesAtOnce(server, 100, `${at}/requests/wait`, pattern);
}

async function pages(server) {
  const before = await fillJournal(server);
  const { bytes, status } = await send(server, 'GET', `${at}/requests?limit=1000`);
  return { before, detail: `(${status}, ${Math.round(bytes / mebi)} MiB)` };
}

function oneText(bytes) {
  return `{"a":"${'x'.repeat(bytes - 20)}"}`;
}

/** Percent-encoded, with a character that makes every character of the text take two bytes: it is decoded to look for keys. */
function escapes(bytes) {
  return `{"a":"\u{1F600}${'word%20'.repeat((bytes - 20) / 7)}"}`;
}

/** Each with a field of its own. */
function objects(bytes) {
  const count = 49_000;
  const text = 'x'.repeat(bytes / count - 16);
  return JSON.stringify(Array.from({ length: count }, (_, index) => ({ [`f${index}`]: text })));
}

/** The same body in as many requests at once. */
async function bodiesAtOnce(server, count, path, text) {
  const before = peakBytes(server);
  const body = Buffer.from(text);
  const headers = { ...json, 'content-length': body.length };
  const sent = Array.from({ length: count }, () => send(server, 'POST', path, body, headers));
  const statuses = (await Promise.all(sent)).map(({ status }) => status);
  const counts = [...new Set(statuses)].map((its) => `${its} × ${statuses.filter((s) => s === its).length}`);
  return { before, detail: `(${counts.join(', ')})` };
}

function brazeBodies(server, text, count = 100) {
  return bodiesAtOnce(server, count, '/users/track', text);
}

function controlBodies(server) {
  return bodiesAtOnce(server, 50, `${at}/users`, oneText(64 * mebi));
}

/** What is wrong is found in every one of them. */
function controlValues(server) {
  return bodiesAtOnce(server, 10, `${at}/users`, `[${'"",'.repeat(999_998)}""]`);
}

/** @param lineOf  The profile of a number, as JSON. */
async function addUsers(server, count, lineOf) {
  function* pieces() {
    for (let first = 0; first < count; first += 100) {
      const length = Math.min(100, count - first);
      yield Buffer.from(Array.from({ length }, (_, index) => `${lineOf(first + index)}\n`).join(''));
    }
  }
  const body = (sent) => pipeline(Readable.from(pieces()), sent).catch(() => {});
  const added = await send(server, 'POST', `${at}/users`, body, { 'content-type': 'application/x-ndjson' });
  if (added.status !== 201) throw new Error(added.text);
  return peakBytes(server);
}

async function profilePage(server) {
  const long = 'x'.repeat(500);
  const devices = (number) => Array.from({ length: 200 }, (_, index) => `${number}-${index}-${long}`);
  const before = await addUsers(server, 1_000, (number) => JSON.stringify({ device_ids: devices(number) }));
  const { bytes, status } = await send(server, 'GET', `${at}/users?limit=1000`);
  return { before, detail: `(${status}, ${Math.round(bytes / mebi)} MiB)` };
}

async function snapshot(server) {
  const before = await addUsers(server, 1_000_000, (number) => `{"external_id":"customer-${number}"}`);
  const body = JSON.stringify({ name: 'large' });
  const { status, text } = await send(server, 'POST', '/_emulator/v1/snapshots', body, json);
  const size = Math.round(JSON.parse(text).size_bytes / mebi);
  return { before, detail: `(${status}, a snapshot of ${size} MiB)` };
}

function uploadOf(mebis) {
  const piece = Buffer.alloc(mebi, 'x');
  return (sent) => {
    const source = Readable.from(Array.from({ length: mebis }, () => piece));
    // Who is refused closes the connection; the answer is looked at, not how the rest went.
    pipeline(source, sent).catch(() => {});
  };
}

async function upload(server, name = 'x', mebis = 512) {
  const before = peakBytes(server);
  const headers = { 'content-type': 'application/octet-stream' };
  const { status } = await send(server, 'PUT', `/_emulator/v1/snapshots/${name}`, uploadOf(mebis), headers);
  return { before, detail: `(${status})` };
}

async function severalUploads(server) {
  const all = await Promise.all(Array.from({ length: 8 }, (_, index) => upload(server, `x${index}`, 128)));
  return all[0];
}
