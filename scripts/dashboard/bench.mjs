// Measures how soon each page of the dashboard is seen in a browser, in a workspace of a million profiles: the first contentful
// paint and the largest, as Chromium counts them from the beginning of the navigation. Each page is opened in a new tab, once that
// is at rest, by a browser that keeps nothing of the dashboard. How long the server takes alone is in a table of its own, and an
// empty page with the same style says what the browser takes. Run with `npm run bench:dashboard`, after which arguments go.
//
//   --profiles N   how many profiles the workspace has (default 1,000,000)
//   --cohorts N    how many cohorts it has (default 10,000)
//   --requests N   how many requests its journal holds (default 10,000)
//   --rounds N     how often each page is opened (default 5); the table has the median, the fastest and the slowest
//   --json         one JSON object instead of a table
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startEmulator } from '../../dist/library/index.js';
import { resultOf } from '../bench/rounds.mjs';
import { tableOf } from '../bench/tables.mjs';

/** So long after it was opened a tab is at rest. A new window would not be: Chromium draws what is around the page for 1.5 s. */
const restMs = 400;
/** So long after its load a page has drawn what it came with. */
const drawnMs = 100;

const { values } = parseArgs({
  options: {
    profiles: { type: 'string', default: '1000000' },
    cohorts: { type: 'string', default: '10000' },
    requests: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const [profiles, cohorts, requests, rounds] = ['profiles', 'cohorts', 'requests', 'rounds'].map((name) =>
  Number(values[name]),
);

const emulator = await startEmulator();
const shop = emulator.createWorkspace({ id: 'ws_large', name: 'large' });
await fill();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const context = await browser.newContext();
await context.newPage();
const empty = await serveEmptyPage();
const all = [['an empty page', empty.url], ...pages()].map(([name, url]) => {
  return { name, url, first: [], largest: [], server: [] };
});
for (let round = 0; round <= rounds; round++) {
  for (const { url, ...times } of all) {
    const paints = await paintsOf(url);
    const server = await answerTime(url);
    // The first time, the server compiles what it runs.
    if (round === 0) continue;
    times.first.push(paints.first);
    times.largest.push(paints.largest);
    times.server.push(server);
  }
}
await browser.close();
empty.close();
await emulator.stop();
const results = all.map(({ name, first, largest, server }) =>
  resultOf(name, 'ms', {
    'first contentful paint': first,
    'largest contentful paint': largest,
    'whole answer of the server': server,
  }),
);
if (values.json) console.log(JSON.stringify({ profiles, cohorts, requests, rounds, results }));
else console.log(tableOf(results));

async function fill() {
  await shop.importUsers(
    (function* users() {
      for (let number = 0; number < profiles; number++) {
        yield { external_id: `cust-${number}`, attributes: { plan: number % 3 === 0 ? 'pro' : 'free' } };
      }
    })(),
  );
  const { partner_api_key, data_import_key: client_secret } = shop.keys('hightouch');
  const send = async (cohort_id, user_ids) => {
    const answer = await fetch(`${emulator.url}/partners/hightouch/cohorts/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ partner_api_key, client_secret, cohort_id, cohort_changes: [{ user_ids }] }),
    });
    await answer.arrayBuffer();
  };
  for (let number = 0; number < requests; number++) {
    const isLarge = number % 2 === 0;
    const ids = Array.from(
      { length: isLarge ? 50 : 1 },
      (_, index) => `cust-${(number * 53 + index) % profiles}`,
    );
    await send(isLarge ? 'vip' : `cohort-${number % (2 * cohorts)}`, ids);
  }
}

function* pages() {
  const server = `${emulator.url}/_emulator`;
  const its = `${server}/workspaces/${shop.id}`;
  const segment = shop.segment({
    name: 'VIPs',
    definition: {
      groups: [
        { filters: [{ type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['vip'] }] },
      ],
    },
  });
  const campaign = shop.campaign({ name: 'News', target: { segment_ids: [segment.id] } });
  const canvas = shop.canvas({ name: 'Welcome', target: { segment_ids: [segment.id] } });
  const { dispatch_id } = campaign.send();
  const { braze_id } = shop.user('cust-106') ?? {};
  const request = shop.lastRequest({ cohort_id: 'vip' });
  yield ['workspaces', `${server}/workspaces`];
  yield ['requests to no workspace', `${server}/requests`];
  yield ['overview', its];
  yield ['partners', `${its}/partners`];
  yield ['partner', `${its}/partners/hightouch`];
  yield ['cohorts', `${its}/cohorts`];
  yield ['cohorts, searched', `${its}/cohorts?search=cohort-9`];
  yield ['cohort', `${its}/cohorts/hightouch/vip`];
  yield ['why somebody is in', `${its}/cohorts/hightouch/vip?person=cust-106`];
  yield ['why somebody is not', `${its}/cohorts/hightouch/vip?person=cust-53`];
  yield ['why nobody is in', `${its}/cohorts/hightouch/vip?person=nobody`];
  yield ['a list to compare', `${its}/cohorts/hightouch/vip/compare`];
  yield ['users', `${its}/users`];
  yield ['users, searched', `${its}/users?search=cust-99`];
  yield ['user', `${its}/users/${braze_id}`];
  yield ['segments', `${its}/segments`];
  yield ['segment', `${its}/segments/${segment.id}`];
  yield ['new segment', `${its}/new-segment`];
  yield ['campaigns', `${its}/campaigns`];
  yield ['campaign', `${its}/campaigns/${campaign.id}`];
  yield ['Canvas', `${its}/canvases/${canvas.id}`];
  yield ['send', `${its}/sends/${dispatch_id}`];
  yield ['requests', `${its}/requests`];
  yield ['requests, searched', `${its}/requests?text=nobody`];
  yield ['request', `${its}/requests/${request.id}`];
  yield ['contract report', `${its}/contract`];
  yield ['controls', `${its}/controls`];
}

/** What the browser takes where there is nothing to show: a heading, with the style of the dashboard. */
async function serveEmptyPage() {
  const [, head] = /(<head>.*<\/head>)/s.exec(
    await (await fetchPage(`${emulator.url}/_emulator/workspaces`)).text(),
  );
  const page = head.replace(/<script.*?<\/script>|<link[^>]*>/g, '');
  const listener = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(
      `<!doctype html><html lang="en">${page}<body><main id="page"><h1>Empty</h1></main></body></html>`,
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  return { url: `http://127.0.0.1:${listener.address().port}/`, close: () => listener.close() };
}

function fetchPage(url) {
  return fetch(url, { headers: { accept: 'text/html' } });
}

async function answerTime(url) {
  const begun = performance.now();
  await (await fetchPage(url)).text();
  return performance.now() - begun;
}

async function openTab() {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.detach();
  return page;
}

async function paintsOf(url) {
  const page = await openTab();
  await sleep(restMs);
  const answer = await page.goto(url, { waitUntil: 'load' });
  if (answer.status() !== 200) throw new Error(`${url} answers ${answer.status()}`);
  const first = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint !== undefined) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await sleep(drawnMs);
  const largest = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
  await page.close();
  return { first, largest };
}
