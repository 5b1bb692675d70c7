import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { findChromium, howToGetOne, startBrowser } from '../support/browser/chromium.js';
import type { Change } from '../support/browser/routes.js';
import { fillWorld, restKey, startWorld, stateOf, type World } from '../support/browser/world.js';

// What a web page can do to the emulator of whoever opens it: every route of both surfaces that changes something is tried
// in every way that a page has. The server is started as users start it, with the keys that everybody knows.

const isBrowserHere = findChromium() !== undefined;
if (!isBrowserHere) console.warn(`The tests in a browser are skipped: ${howToGetOne}`);
const inBrowser = test.skipIf(!isBrowserHere);

const script = readFileSync(new URL('../support/browser/attack.mjs', import.meta.url), 'utf8');
const html = `<!doctype html><title>A page</title><body><script>${script}</script>`;

interface Attack {
  /** Ways that got an answer which the page may not read. */
  opaqueCount: number;
  /** Ways that did not come to an end. */
  hanging: string[];
  readable: { way: string; method: string; path: string; status: number; text: string }[];
}

/** What a page would like to know. */
const reads = [
  '/_emulator/v1/workspaces',
  '/_emulator/v1/info',
  '/_emulator/v1/requests',
  '/_emulator/v1/openapi.json',
  '/_emulator/',
  '/segments/list',
  '/',
].map((path): Change => ({ method: 'GET', path, body: null }));

function attackFrom(page: Pick<Frame, 'evaluate'>, target: string, changes: Change[]): Promise<Attack> {
  return page.evaluate(
    `attack(${JSON.stringify(target)}, ${JSON.stringify([...changes, ...reads])}, '${restKey}')`,
  );
}

/** A server of somebody else on this machine, which has the page at every path but `/sandbox`. @returns Its port. */
async function serveElsewhere(): Promise<number> {
  const sandbox = '<!doctype html><iframe name="inner" sandbox="allow-scripts allow-forms" src="/"></iframe>';
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(request.url === '/sandbox' ? sandbox : html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Which rules the Braze surface refused requests by, and how often. */
async function refusalsOf({ url }: World): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/_emulator/v1/metrics`)).text();
  const lines = text.matchAll(/^braze_emulator_refusals_total\{rule="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, rule, count]) => [rule, Number(count)]));
}

/** How often the Braze surface answered with which status. */
async function statusesOf({ url }: World): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/_emulator/v1/metrics`)).text();
  const counts = new Map<string, number>();
  for (const [, status = '', count] of text.matchAll(
    /^braze_emulator_requests_total\{.*status="(\w+)".*\} (\d+)$/gm,
  )) {
    counts.set(status, (counts.get(status) ?? 0) + Number(count));
  }
  return counts;
}

test('each of these requests changes something when a program sends it', async () => {
  const world = await startWorld();
  const changes = await fillWorld(world);
  expect(changes.length).toBeGreaterThan(55);
  await world.control('POST', '/snapshots', { name: 'before' });
  const refused: string[] = [];
  for (const { method, path, body } of changes) {
    const headers = { authorization: `Bearer ${restKey}`, 'content-type': 'application/json' };
    const { ok } = await fetch(world.url + path, { method, ...(body !== null && { headers, body }) });
    if (!ok) refused.push(`${method} ${path}`);
    await world.control('POST', '/snapshots/before/restore');
  }
  // Its body would be a file.
  expect(refused).toEqual(['PUT /_emulator/v1/snapshots/base']);
});

/**
 * Where pages of others are, where they look for the emulator, and which statuses it answers with. Another port is of the same
 * site: what such a page loads as an image is answered as a link to a page of the dashboard is, but the page cannot read it.
 */
const pages: [what: string, page: string, targetHost: string, statuses: string[]][] = [
  ['a page of another site', 'http://evil.test:PORT/', 'localhost', ['403']],
  ['a page of another port', 'http://127.0.0.1:PORT/', '127.0.0.1', ['401', '403', '404']],
  ['a page without an origin', 'http://evil.test:PORT/sandbox', '127.0.0.1', ['403']],
];

inBrowser.each(pages)('%s changes nothing and reads nothing', async (_, address, targetHost, statuses) => {
  const world = await startWorld();
  const changes = await fillWorld(world);
  const before = await stateOf(world);
  const answeredBefore = await statusesOf(world);
  const elsewhere = await serveElsewhere();
  const page = await (await startBrowser()).newPage();
  await page.goto(address.replace('PORT', String(elsewhere)));
  const frame = page.frame({ name: 'inner' }) ?? page.mainFrame();
  await frame.waitForFunction('globalThis.attack !== undefined');

  const target = `http://${targetHost}:${world.port}`;
  const { opaqueCount, readable, hanging } = await attackFrom(frame, target, changes);
  expect(hanging).toEqual([]);
  expect(readable).toEqual([]);
  expect(await stateOf(world)).toEqual(before);
  // It was the emulator that refused them, not the browser: of each POST at least one came as far as that.
  expect(opaqueCount).toBeGreaterThanOrEqual(4 * changes.filter(({ method }) => method === 'POST').length);
  expect((await refusalsOf(world)).origin_not_allowed).toBeGreaterThan(100);
  // Also what a page asks for without saying its origin, as images and frames do.
  const answered = [...(await statusesOf(world))].filter(
    ([status, count]) => count !== answeredBefore.get(status),
  );
  expect(answered.map(([status]) => status).sort()).toEqual(statuses);
});

inBrowser(
  'a page whose name was made to resolve to this machine changes nothing, and reads refusals alone',
  async () => {
    const world = await startWorld();
    const changes = await fillWorld(world);
    const before = await stateOf(world);
    const page = await (await startBrowser()).newPage();
    const address = `http://rebound.test:${world.port}`;
    // The name leads to somebody else first, and to this machine from then on.
    await page.route(`${address}/`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto(`${address}/`);
    await page.unrouteAll();

    const { readable, hanging } = await attackFrom(page, address, changes);
    expect(hanging).toEqual([]);
    expect(readable.length).toBeGreaterThan(10 * changes.length);
    const other = readable.filter(({ text }) => !text.includes("Host 'rebound.test:"));
    // An image tells that there is none.
    expect(other).toEqual([]);
    expect(new Set(readable.map(({ status }) => status))).toEqual(new Set([403, 0]));
    expect(await stateOf(world)).toEqual(before);
    expect((await refusalsOf(world)).host_not_allowed).toBeGreaterThan(100);
  },
);

async function pageOfServer(browser: Browser, origin: string) {
  const page = await browser.newPage();
  const opened = await page.goto(`${origin}/_emulator/v1/health`);
  expect(opened?.status()).toBe(200);
  return page;
}

/** Opens the dashboard in a window, as `opened` of the page. */
async function openDashboard(page: Page, { port }: World): Promise<Page> {
  const opening = page.waitForEvent('popup');
  await page.evaluate(`opened = open('http://127.0.0.1:${port}/_emulator/workspaces')`);
  const dashboard = await opening;
  await dashboard.waitForSelector('h1');
  return dashboard;
}

/** What becomes of an expression in a page: what it gets, or the name of the error. */
function tryIn(page: Page, expression: string): Promise<string> {
  return page.evaluate(
    `new Promise((resolve) => resolve(${expression})).then((its) => 'got ' + its, ({ name }) => name)`,
  );
}

inBrowser(
  'a page that opens the dashboard in a window reads nothing of it and runs nothing in it',
  async () => {
    const world = await startWorld();
    const browser = await startBrowser();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${await serveElsewhere()}/`);
    const dashboard = await openDashboard(page, world);
    for (const what of ['document.title', 'location.href', 'localStorage', 'name', 'history.length']) {
      expect(await tryIn(page, `opened.${what}`), what).toBe('SecurityError');
    }
    expect(await tryIn(page, 'opened.length'), 'frames of it').toBe('got 0');
    for (const what of [`location = 'javascript:document.title = "theirs"'`, `postMessage('theirs', '*')`]) {
      await tryIn(page, `opened.${what}`);
    }
    expect(await dashboard.title()).toBe('Workspaces · Cohort emulator');

    // A page of the server can.
    const own = await pageOfServer(browser, `http://127.0.0.1:${world.port}`);
    await openDashboard(own, world);
    expect(await tryIn(own, 'opened.document.title')).toBe('got Workspaces · Cohort emulator');
  },
);

inBrowser('a page of the server itself reads and changes what it likes', async () => {
  const world = await startWorld();
  const browser = await startBrowser();
  for (const host of ['127.0.0.1', 'localhost']) {
    const page = await pageOfServer(browser, `http://${host}:${world.port}`);
    const send = (method: string, path: string) =>
      page.evaluate(`fetch('${path}', { method: '${method}' }).then((its) => its.status)`);
    expect(await send('GET', '/_emulator/v1/workspaces')).toBe(200);
    expect(await send('POST', '/_emulator/v1/reset')).toBe(200);
    expect(await send('POST', '/_emulator/v1/workspaces')).toBe(201);
    expect(await send('GET', '/segments/list')).toBe(401);
  }
});
