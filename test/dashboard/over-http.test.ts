import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';

// What the dashboard is over HTTP: for whom, with which headers, behind which token.

const forPeople = { accept: 'text/html,application/xhtml+xml' };

test('a browser at / is led to the dashboard, and a client is answered as Braze does', async () => {
  const { send } = await freshEmulator();
  const page = await send('/', { headers: forPeople, redirect: 'manual' });
  expect([page.status, page.headers.get('location')]).toEqual([302, '/_emulator/']);
  const client = await send('/', { headers: { accept: '*/*' } });
  expect(client.status).toBe(404);
  expect(client.json).toBeDefined();
});

test('an unknown page is a page, and to a client what the control API says', async () => {
  const { send } = await freshEmulator();
  const page = await send('/_emulator/nothing/<script>', { headers: forPeople });
  expect(page.status).toBe(404);
  expect(page.text).toContain('The dashboard has no page at');
  expect(page.text).not.toContain('<script>');
  expect((await send('/_emulator/nothing')).json.error.code).toBe('not_found');
});

test('a page of an unknown workspace says so, with the status of the control API', async () => {
  const { send } = await freshEmulator();
  const page = await send('/_emulator/workspaces/ws_none/partners', { headers: forPeople });
  expect(page.status).toBe(404);
  expect(page.text).toContain('ws_none');
});

test('what cannot be shown leads back to its workspace, unless that is not there', async () => {
  const { send, workspace } = await freshEmulator();
  const its = `/_emulator/workspaces/${workspace.id}`;
  const page = await send(`${its}/cohorts/hightouch/none`, { headers: forPeople });
  expect(page.status).toBe(404);
  expect(page.text).toContain(`<a href="${its}">`);
  const unknown = await send('/_emulator/workspaces/ws_none/cohorts', { headers: forPeople });
  expect(unknown.text).not.toContain('<a href="/_emulator/workspaces/ws_none');
});

test('pages have no style but their own, run scripts of their own alone, load nothing from elsewhere and are shown in no frame', async () => {
  const { send, workspace } = await freshEmulator();
  const page = await send(`/_emulator/workspaces/${workspace.id}/partners`, { headers: forPeople });
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page.text) ?? [];
  const policy = Object.fromEntries(
    (page.headers.get('content-security-policy') ?? '')
      .split('; ')
      .map((its) => [its.split(' ')[0], its.split(' ').slice(1).join(' ')]),
  );
  expect(policy).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
  });
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
});

test('what takes a moment to find out stands in its place, or why it cannot be, and no text is taken for it', async () => {
  const { send, workspace, cohortUsers } = await freshEmulator();
  await cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: ['nobody'] }] });
  const its = `/_emulator/workspaces/${workspace.id}`;
  const why = await send(`${its}/cohorts/hightouch/vip?person=nobody`, { headers: forPeople });
  expect(why.text).toMatch(/id="person".*No user has this external id.*id="members-card".*<\/html>/s);
  const unreadable = await send(`${its}/requests?status=none`, { headers: forPeople });
  expect([unreadable.status, unreadable.text]).toEqual([
    200,
    expect.stringMatching(/role="alert">[^<]*status/),
  ]);
  const forged = await send(`${its}/requests?text=${encodeURIComponent('<!--found-0-->')}`, {
    headers: forPeople,
  });
  expect(forged.text).toContain('value="&lt;!--found-0--&gt;"');
});

test.each([
  ['script', /<script src="([^"]+)"/, 'text/javascript; charset=utf-8'],
  ['pause', /<script id="pause" src="([^"]+)"/, 'text/javascript; charset=utf-8'],
  ['style', /<link rel="stylesheet"[^>]* href="([^"]+)"/, 'text/css; charset=utf-8'],
])('the %s that pages load is kept by its version, and asked for again by its tag', async (_, link, type) => {
  const { send, workspace } = await freshEmulator();
  const page = await send(`/_emulator/workspaces/${workspace.id}/partners`, { headers: forPeople });
  const [, path = ''] = link.exec(page.text) ?? [];
  const asset = await send(path);
  expect([asset.status, asset.headers.get('content-type')]).toEqual([200, type]);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  const plain = await send(path.replace(/\?.*/, ''));
  expect(plain.headers.get('cache-control')).toBe('no-cache');
  const again = await send(path, { headers: { 'if-none-match': plain.headers.get('etag') ?? '' } });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await send('/_emulator/assets/nothing.js')).status).toBe(404);
});

test('the file that a page stops for below its title is answered after three frames', async () => {
  const { send } = await freshEmulator();
  const { text } = await send('/_emulator/workspaces', { headers: forPeople });
  const [, belowTitle = ''] = text.split('</h1>');
  const [, path = ''] = /<script id="pause" src="([^"]+)"/.exec(belowTitle) ?? [];
  const begun = performance.now();
  expect((await send(path)).status).toBe(200);
  // A timer may be early by a part of a millisecond.
  expect(performance.now() - begun).toBeGreaterThanOrEqual(49);
});

const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...forPeople, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams(fields).toString(),
  redirect: 'manual',
});

test('a form changes something and leads to the page that shows it', async () => {
  const { send, workspace, emulator } = await freshEmulator();
  const path = `/_emulator/workspaces/${workspace.id}/partners/hightouch`;
  const done = await send(path, form({ action: 'generate-key' }));
  expect([done.status, done.headers.get('location')]).toEqual([303, path]);
  expect(emulator.getPartnerOf(workspace, 'hightouch').dataImportKeys).toHaveLength(2);
});

test.each<[string, Record<string, string>]>([
  ['of another site', { origin: 'http://evil.test' }],
  ['of another port', { origin: 'http://127.0.0.1:9' }],
  ['without an origin, as in a sandbox', { origin: 'null' }],
  ['that the browser says is of another site', { 'sec-fetch-site': 'cross-site' }],
])('a form of a page %s is refused, and changes nothing', async (_, headers) => {
  const { send, workspace, emulator } = await freshEmulator();
  const path = `/_emulator/workspaces/${workspace.id}/partners/hightouch`;
  const refused = await send(path, form({ action: 'generate-key' }, headers));
  expect(refused.status).toBe(403);
  expect(emulator.getPartnerOf(workspace, 'hightouch').dataImportKeys).toHaveLength(1);
});

test.each([
  ['an action that the page has not', { action: 'destroy' }, 400, 'Reload the page'],
  ['none', {}, 400, 'Reload the page'],
  ['a name that every object has', { action: 'constructor' }, 400, 'Reload the page'],
])('a form with %s changes nothing', async (_, fields, status, text) => {
  const { send, workspace } = await freshEmulator();
  const path = `/_emulator/workspaces/${workspace.id}/partners/hightouch`;
  const refused = await send(path, form(fields as Record<string, string>));
  expect([refused.status, refused.text.includes(text)]).toEqual([status, true]);
});

test('a form that is none, or is too large, is refused', async () => {
  const { send, workspace } = await freshEmulator();
  const path = `/_emulator/workspaces/${workspace.id}/partners/hightouch`;
  const init = form({ action: 'generate-key' });
  const json = { ...init, headers: { ...forPeople, 'content-type': 'application/json' }, body: '{}' };
  expect((await send(path, json)).status).toBe(415);
  const large = form({ action: 'generate-key', more: 'x'.repeat(4 * 1024 * 1024) });
  expect((await send(path, large)).status).toBe(413);
});

test('with an admin token the dashboard asks for it once, and keeps it where no script sees it', async () => {
  const { send, workspace } = await freshEmulator({ app: { adminToken: 'only-for-tests' } });
  const path = `/_emulator/workspaces/${workspace.id}/partners`;
  const asked = await send(path, { headers: forPeople, redirect: 'manual' });
  const logIn = asked.headers.get('location') ?? '';
  expect([asked.status, logIn]).toEqual([303, `/_emulator/log-in?next=${encodeURIComponent(path)}`]);
  expect((await send(logIn, { headers: forPeople })).text).toContain('Admin token');

  const wrong = await send('/_emulator/log-in', form({ token: 'wrong', next: path }));
  expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
  const right = await send('/_emulator/log-in', form({ token: 'only-for-tests', next: path }));
  expect([right.status, right.headers.get('location')]).toEqual([303, path]);
  const cookie = right.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/; Path=\/_emulator; HttpOnly; SameSite=Strict$/);
  expect(cookie).not.toContain('only-for-tests');

  const [session = ''] = cookie.split(';');
  expect((await send(path, { headers: { ...forPeople, cookie: session } })).status).toBe(200);
  expect(
    (await send(path, { headers: { ...forPeople, cookie: `${session}0` }, redirect: 'manual' })).status,
  ).toBe(303);
  // The control API goes on asking for the token itself.
  expect((await send('/_emulator/v1/workspaces', { headers: { cookie: session } })).status).toBe(401);
});

test.each(['//evil.test/', 'https://evil.test/', '/_emulator/\\evil.test', '/elsewhere'])(
  'nobody is led to %s after the log-in',
  async (next) => {
    const { send } = await freshEmulator({ app: { adminToken: 'only-for-tests' } });
    const done = await send('/_emulator/log-in', form({ token: 'only-for-tests', next }));
    expect(done.headers.get('location')).toBe('/_emulator/');
  },
);

test('no form does anything before the log-in', async () => {
  const { send, workspace, emulator } = await freshEmulator({ app: { adminToken: 'only-for-tests' } });
  const path = `/_emulator/workspaces/${workspace.id}/partners/hightouch`;
  expect((await send(path, form({ action: 'generate-key' }))).status).toBe(401);
  expect(emulator.getPartnerOf(workspace, 'hightouch').dataImportKeys).toHaveLength(1);
});
