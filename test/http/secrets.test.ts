import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { paintFor } from '../../src/cli/colours.js';
import { jsonLog, prettyLog } from '../../src/cli/log.js';
import { systemClock } from '../../src/emulator.js';
import { startServer } from '../../src/server.js';
import { temporaryFolder } from '../support/command.js';
import { foundIn, spellingsOf } from '../support/secrets/spellings.js';
import { aDefinition } from '../support/segments/segments.js';

const adminToken = 'Admin-Token-of-this-server-4711';
const password = 'hook-user:pa55word-of-a-hook';
const stranger = 'a-key-Of-another-Braze-9876';

/** Everything that a server tells, gathered. */
async function aServer() {
  const folder = temporaryFolder();
  const file = join(folder, 'emulator.db');
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const pretty = prettyLog(write, paintFor(process.stderr, { NO_COLOR: '1' }));
  const json = jsonLog(write, systemClock);
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    db: file,
    seed: { partners: [], workspaces: [] },
    withQuickstart: false,
    adminToken,
    allowedHosts: [],
    exportDelayMs: 0,
    onFinished(finished) {
      pretty.request(finished);
      json.request(finished);
    },
    onApplied(applied) {
      pretty.applied(applied);
      json.applied(applied);
    },
    onDefect: (error) => pretty.defect(error),
    onNotice: (message) => pretty.notice(message),
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= server.stop();
    return stopped;
  };
  onTestFinished(stop);
  const workspace = server.emulator.createWorkspace({ name: 'secrets' });
  const keys = {
    partner: workspace.partners[0]!.partnerApiKey!,
    dataImport: workspace.partners[0]!.dataImportKeys[0]!.key,
    rest: workspace.restApiKeys[0]!.key,
  };
  return { server, stop, workspace, keys, file, folder, lines };
}

type Server = Awaited<ReturnType<typeof aServer>>;

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

const agent = new Agent({ keepAlive: true });

/** As it is: `fetch` would rewrite backslashes in a path. @returns The text of the answer. */
function send(
  url: string,
  path: string,
  { method = 'POST', headers = {}, body = '' }: Sent,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const outgoing = request({ port, host: '127.0.0.1', method, path, headers, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve(text));
    });
    outgoing.on('error', reject).end(body);
  });
}

const asJson = { 'content-type': 'application/json' };

/** Requests to the Braze surface with a text in every place that a request has. */
function requestsWith(text: string, { keys }: Server): [path: string, sent: Sent][] {
  const fields = {
    [text]: 1,
    note: text,
    deep: [{ list: [text, { [`a ${text} b`]: text }] }],
    url: `https://x/${text}`,
  };
  const json = JSON.stringify({ ...fields, client_secret: text, api_key: text });
  const headers = {
    ...asJson,
    'x-note': text,
    'user-agent': `connector (${text})`,
    cookie: `id=${text}; a=b`,
  };
  const query = `?q=${text}&${text}=1&api_key=${text}&authorization=${text}`;
  const withKeys = { partner_api_key: keys.partner, client_secret: keys.dataImport };
  const ids = {
    user_ids: [text, `u-${text}`],
    device_ids: [text],
    aliases: { alias_label: text, alias_names: [text] },
  };
  const members = { ...withKeys, cohort_id: text, cohort_changes: [ids], [text]: text };
  return [
    [`/${text}${query}`, { headers: { ...headers, authorization: `Bearer ${text}` }, body: json }],
    [
      `/partners/${text}/cohorts/users`,
      { headers: { ...headers, authorization: `Basic ${text}` }, body: json },
    ],
    ['/partners/hightouch/cohorts', { headers: { ...headers, authorization: text }, body: json }],
    ['/partners/hightouch/cohorts/users', { headers, body: JSON.stringify(members) }],
    ['/users/track', { headers: { ...asJson, authorization: `Bearer ${text}` }, body: json }],
    [
      '/users/track',
      {
        headers: { ...asJson, authorization: `Bearer ${keys.rest}` },
        body: `{"attributes":[{"x":"${text}",}`,
      },
    ],
    [
      '/users/track',
      {
        headers: { ...headers, authorization: `Bearer ${keys.rest}` },
        body: JSON.stringify({ attributes: text, [text]: text }),
      },
    ],
    ['/x', { headers: { 'content-type': 'text/plain' }, body: `Authorization: Bearer ${text}\n${text}\n` }],
    [
      '/x',
      {
        headers: { 'content-type': 'application/x-ndjson' },
        body: `{"a":"${text}"}\n${json}\n{"${text}":1}\n`,
      },
    ],
    [
      '/x',
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `a=${text}&client_secret=${text}&${text}=1`,
      },
    ],
    ['/x', { headers: { ...asJson, 'content-type': `application/json; x=${text}` }, body: `'${text}'` }],
    [
      '/campaigns/list',
      { method: 'GET', headers: { authorization: `Bearer ${keys.rest}`, referer: `https://x/?k=${text}` } },
    ],
  ];
}

const control = '/_emulator/v1';
const asAdmin = { ...asJson, authorization: `Bearer ${adminToken}` };

/** Requests to the control API that quote a text in what they refuse or miss. */
function controlRequestsWith(text: string, { workspace }: Server): [path: string, sent: Sent][] {
  const ws = `${control}/workspaces/${workspace.id}`;
  const inPath = encodeURIComponent(text);
  const body = (value: unknown) => ({ headers: asAdmin, body: JSON.stringify(value) });
  return [
    [`${control}/workspaces/${inPath}`, { method: 'GET', headers: asAdmin }],
    [`${control}/${inPath}`, { method: 'GET', headers: asAdmin }],
    [`${control}/info`, { method: 'GET', headers: { authorization: `Bearer ${text}x` } }],
    [`${control}/info`, { method: 'GET', headers: { ...asAdmin, host: `${inPath}.example` } }],
    [`${control}/snapshots`, body({ name: `${text}/`, [text]: text })],
    [`${control}/snapshots/${inPath}/restore`, body({})],
    [`${control}/workspaces`, body({ name: 7, [text]: text })],
    [`${ws}/rest-api-keys`, body({ key: text, permissions: [text] })],
    [`${ws}/rest-api-keys/${inPath}x`, { method: 'DELETE', headers: asAdmin }],
    [`${ws}/partners/${inPath}/data-import-keys`, body({})],
    [`${ws}/segments`, body({ name: 'x', definition: text })],
    [`${ws}/faults`, body({ [text]: text, effect: text })],
    [
      `${ws}/users`,
      { headers: { ...asAdmin, 'content-type': 'application/x-ndjson' }, body: `{"${text}":"${text}"}\n` },
    ],
    [`${ws}/users`, { headers: asAdmin, body: `{"external_id":"${text}",}` }],
    [`${ws}/requests?route=${inPath}`, { method: 'GET', headers: asAdmin }],
    [
      `${ws}/requests/verify`,
      body({ match: { headers: { 'x-note': text }, body: { note: text } }, exactly: 7 }),
    ],
    [`${ws}/requests/wait`, body({ match: { cohort_id: text }, timeout_ms: 0, exactly: 7 })],
  ];
}

/** What the control API shows, without what it is for that it shows: the keys of workspaces. */
async function shown({ server, workspace }: Server): Promise<string> {
  const ws = `/workspaces/${workspace.id}`;
  const paths = [
    '/info',
    '/metrics',
    '/requests?limit=1000',
    `${ws}/requests?limit=1000`,
    `${ws}/faults`,
    '/snapshots',
  ];
  const answers = paths.map((path) => send(server.url, control + path, { method: 'GET', headers: asAdmin }));
  return (await Promise.all(answers)).join('\n');
}

/** Every row but those of the tables that keep the keys. */
function rowsOf(file: string): string {
  const database = new Sqlite(file, { readonly: true });
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all() as string[];
  const ofKeys = ['known_keys', 'data_import_keys', 'rest_api_keys', 'partner_api_keys', 'workspaces'];
  const rows = tables
    .filter((table) => !ofKeys.includes(table))
    .map((table) => JSON.stringify(database.prepare(`SELECT * FROM "${table}"`).all()));
  database.close();
  return rows.join('\n');
}

/** All bytes of storage and snapshots. */
function bytesOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((its) => its.isFile());
  return files.map((its) => readFileSync(join(its.parentPath, its.name), 'latin1')).join('\n');
}

const kinds = ['partner', 'dataImport', 'rest', 'admin', 'password'] as const;

test.each(kinds)(
  'a secret (%s) in any spelling, anywhere in a request, is in nothing that is kept or told',
  async (kind) => {
    const it = await aServer();
    const secrets = { ...it.keys, admin: adminToken, password: `https://${password}@hooks.example/in` };
    const spellings = Object.values(spellingsOf(secrets[kind]));
    const sought = new Set([
      ...spellings,
      ...(kind === 'password' ? Object.values(spellingsOf(password)) : []),
    ]);
    const refusals: string[] = [];
    for (const text of spellings) {
      const sendAll = (requests: [path: string, sent: Sent][]) =>
        Promise.all(requests.map(([path, sent]) => send(it.server.url, path, sent)));
      await sendAll(requestsWith(text, it));
      refusals.push(...(await sendAll(controlRequestsWith(text, it))));
    }
    await send(it.server.url, `${control}/snapshots`, { headers: asAdmin, body: '{"name":"all"}' });
    expect(foundIn(refusals.join('\n'), sought)).toEqual([]);
    expect(foundIn(it.lines.join('\n'), sought)).toEqual([]);
    expect(foundIn(await shown(it), sought)).toEqual([]);
    // The storage is the server's alone while it runs.
    await it.stop();
    expect(foundIn(rowsOf(it.file), sought)).toEqual([]);
    if (kind === 'admin' || kind === 'password') expect(foundIn(bytesOf(it.folder), sought)).toEqual([]);
  },
);

test('what stands under the name of a key is in nothing that is kept or told, be it a key or not', async () => {
  const it = await aServer();
  const spellings = Object.values(spellingsOf(stranger));
  for (const text of spellings) {
    const inPath = text.replaceAll('\\', '%5C');
    for (const [path, body] of [
      [`/x?api_key=${inPath}`, ''],
      ['/x', JSON.stringify({ data: [{ client_secret: text }], 'X-Api-Key': text })],
      ['/x', `client_secret=${encodeURIComponent(text)}&a=b`],
      ['/x', `{"partner_api_key":"${text}",}`],
      ['/x', JSON.stringify({ inside: `{"api_key":"${text}"}` })],
    ] as const) {
      await send(it.server.url, path, {
        headers: { ...asJson, authorization: `Bearer ${text}`, 'x-api-key': text },
        body,
      });
    }
  }
  const sought = new Set(spellings);
  expect(foundIn(it.lines.join('\n'), sought)).toEqual([]);
  expect(foundIn(bytesOf(it.folder), sought)).toEqual([]);
});

test('the user and password of a callback are kept nowhere, and its notice names neither them nor a key', async () => {
  const it = await aServer();
  const { id } = it.server.emulator.createSegment(it.workspace, {
    name: 'Everyone',
    textDescription: '',
    tags: [],
    teams: [],
    isAnalyticsTracked: false,
    definition: aDefinition(),
  });
  for (const host of [
    `${password}@127.0.0.1`,
    `${password}@hooks.example`,
    `${it.keys.rest}.example`,
    `127.0.0.1:1/${it.keys.rest}`,
  ]) {
    const told = it.lines.length;
    await send(it.server.url, '/users/export/segment', {
      headers: { ...asJson, authorization: `Bearer ${it.keys.rest}` },
      body: JSON.stringify({
        segment_id: id,
        fields_to_export: ['external_id'],
        callback_endpoint: `http://${host}`,
      }),
    });
    await expect.poll(() => it.lines.slice(told).join('\n')).toContain('but its callback to');
  }
  expect(foundIn(it.lines.join('\n'), [password, 'pa55word', it.keys.rest])).toEqual([]);
  expect(foundIn(bytesOf(it.folder), [password, 'pa55word'])).toEqual([]);
});
