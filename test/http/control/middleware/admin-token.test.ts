import { Agent, type IncomingMessage, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { controlBase, controlOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';

const token = 'Correct-Horse.Battery~Staple+42/=';
const guarded = (transport: 'in process' | 'over a socket' = 'in process') =>
  freshEmulator({ transport, app: { adminToken: token } });

test('with an admin token everything but health and ready asks for it', async () => {
  const t = await guarded();
  for (const path of [
    '/info',
    '/metrics',
    '/workspaces',
    `/workspaces/${t.workspace.id}`,
    '/nothing',
    '/openapi.json',
  ]) {
    const refused = await controlOf(t)('GET', path);
    expect([path, refused.status]).toEqual([path, 401]);
    expect(refused.json.error.code).toBe('admin_token_required');
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  }
  expect((await controlOf(t)('GET', '/health')).status).toBe(200);
  expect((await controlOf(t)('GET', '/ready')).status).toBe(200);
  expect((await t.cohorts({})).status).toBe(400);
});

test.each([
  `Bearer ${token}`,
  `bearer ${token}`,
  `BEARER ${token}`,
  `Bearer   ${token}`,
  `  Bearer ${token}  `,
])('the token is taken as %j', async (authorization) => {
  const t = await guarded('over a socket');
  expect((await sendAsIs(t, 'GET', `${controlBase}/workspaces`, { authorization })).status).toBe(200);
});

/** Header by header what somebody without the token may try, and what is nearly it. */
const attempts: Record<string, string | string[]>[] = [
  {},
  ...[
    '',
    token,
    'Bearer',
    'Bearer ',
    'Bearer null',
    'Bearer undefined',
    'Bearer true',
    'Bearer *',
    "Bearer ' or 1=1 --",
    'Bearer admin',
    `Bearer ${token.toLowerCase()}`,
    `Bearer ${token.toUpperCase()}`,
    `Bearer ${token.slice(1)}`,
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${token}=`,
    `Bearer =${token}`,
    `Bearer ${token}.`,
    `Bearer ${token} ${token}`,
    `Bearer ${token},`,
    `Bearer ${token};`,
    `Bearer "${token}"`,
    `Bearer '${token}'`,
    `Bearer <${token}>`,
    `Bearer token=${token}`,
    `Bearer ${encodeURIComponent(token)}`,
    `Bearer ${Buffer.from(token).toString('base64')}`,
    `Bearer ${Buffer.from(token).toString('hex')}`,
    `Bearer\t${token}`,
    `Bearer:${token}`,
    `Bearer=${token}`,
    `Bearer${token}`,
    `Bearer Bearer ${token}`,
    `Bearer, Bearer ${token}`,
    `Basic ${token}`,
    `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
    `Basic ${Buffer.from(`admin:${token}`).toString('base64')}`,
    `Token ${token}`,
    `Digest ${token}`,
    `Negotiate ${token}`,
    `ApiKey ${token}`,
    `x Bearer ${token}`,
  ].map((authorization) => ({ authorization })),
  { authorization: ['Bearer wrong', `Bearer ${token}`] },
  { authorization: [`Bearer ${token}`, 'Bearer wrong'] },
  { authorization: [`Bearer ${token}`, `Bearer ${token}`] },
  { authorization: ['', `Bearer ${token}`] },
  { 'proxy-authorization': `Bearer ${token}` },
  { 'x-authorization': `Bearer ${token}` },
  { 'x-admin-token': token },
  { 'admin-token': token },
  { 'x-api-key': token },
  { token },
  { cookie: `authorization=Bearer ${token}` },
  { cookie: `admin_token=${token}; token=${token}; adminToken=${token}` },
  { 'x-http-method-override': 'GET' },
  { 'x-original-url': `${controlBase}/health` },
  { 'x-rewrite-url': `${controlBase}/health` },
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-forwarded-host': 'localhost', 'x-real-ip': '127.0.0.1' },
  { forwarded: 'for=127.0.0.1;host=localhost' },
];

/** Paths that lead to what is guarded, or that are written like one that is open. */
const list = `${controlBase}/workspaces`;
const paths = [
  list,
  `${list}/`,
  `${list}?token=${token}`,
  `${list}?access_token=${token}&admin_token=${token}&authorization=Bearer%20${token}`,
  `${list}#/health`,
  `${list}?x=/health`,
  `${list};/health`,
  `${list}/health`,
  `${list}%00/health`,
  `${list}%2fhealth`,
  `${list}/..%2fhealth`,
  `${list}/ready`,
  `${controlBase}/health/../workspaces`,
  `${controlBase}/health/%2e%2e/workspaces`,
  `${controlBase}/health/%2E%2E/workspaces`,
  `${controlBase}/health/..%2fworkspaces`,
  `${controlBase}/health/..;/workspaces`,
  `${controlBase}/health%2f..%2fworkspaces`,
  `${controlBase}/health;/../workspaces`,
  `${controlBase}/health%3f/../workspaces`,
  `${controlBase}/health\\..\\workspaces`,
  `${controlBase}/ready/./../workspaces`,
  `${controlBase}/./workspaces`,
  `${controlBase}/%2e/workspaces`,
  `${controlBase}//workspaces`,
  `/${list}`,
  `//x${list}`,
  `/x/..${list}`,
  `/x/%2e%2e${list}`,
  `/_emulator//v1/workspaces`,
  `/_emulator/v1/v1/../workspaces`,
  `/_emulator/v1/../v1/workspaces`,
  `/_emulator/v1/%77orkspaces`,
  `/_emulator/%76%31/workspaces`,
  `/%5femulator/v1/workspaces`,
  `/%5Femulator%2Fv1%2Fworkspaces`,
  `/_EMULATOR/v1/workspaces`,
  `/_emulator/V1/workspaces`,
  `/_emulator/v1/WORKSPACES`,
  `/_emulator;x/v1/workspaces`,
  `/_emulator/v1;x/workspaces`,
  `/_emulator%00/v1/workspaces`,
  `http://localhost${list}`,
  `http://localhost${controlBase}/health/../workspaces`,
];

interface Seen {
  status: number;
  text: string;
}

/** With the path and the headers as they stand here: `fetch` would tidy them up. */
function sendAsIs(
  t: TestEmulator,
  method: string,
  path: string,
  headers: Record<string, string | string[]>,
  agent?: Agent,
): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const sending = request(t.url, { method, path, headers, agent }, (answer: IncomingMessage) => {
      textOf(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject);
    });
    sending.on('error', reject).end();
  });
}

/** Every path comes with every second header, so that each of them comes with half of the paths. */
const ways = paths.flatMap((path, row) =>
  attempts
    .filter((_, column) => (row + column) % 2 === 0)
    // By turns what would show the workspaces and what would make another.
    .map((headers, at) => ({ method: at % 2 === 0 ? 'GET' : 'POST', path, headers })),
);
const resets = attempts.map((headers) => ({ method: 'POST', path: `${controlBase}/reset`, headers }));

test(`none of ${ways.length + resets.length} ways past the token reads or changes anything`, async () => {
  const t = await guarded('over a socket');
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  onTestFinished(() => agent.destroy());
  const inside: unknown[] = [];
  const attempt = async ({ method, path, headers }: (typeof ways)[number]) => {
    const { status, text } = await sendAsIs(t, method, path, headers, agent);
    const isRefused = status >= 400 && status < 500 && !text.includes(t.workspace.id);
    if (!isRefused) inside.push({ method, path, headers, status, text });
  };
  await Promise.all([...ways, ...resets].map(attempt));
  expect(inside).toEqual([]);
  const { items } = t.emulator.listWorkspaces({ limit: 100 });
  expect(items.map(({ id }) => id)).toEqual([t.workspace.id]);
  const answer = await sendAsIs(t, 'GET', list, { authorization: `Bearer ${token}` }, agent);
  expect(answer.text).toContain(t.workspace.id);
});
