// Measures how soon each page of the dashboard is seen in a browser, in a workspace of a million profiles: the first contentful
// paint, as Chromium counts it from the beginning of the navigation. Run with `npm run bench:dashboard`, after which arguments go.
//
//   --profiles N   how many profiles the workspace has (default 1,000,000)
//   --cohorts N    how many cohorts it has (default 10,000)
//   --requests N   how many requests its journal holds (default 10,000)
//   --rounds N     how often each page is opened (default 5); the table has the median, the fastest and the slowest
//   --json         one JSON object instead of a table
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startEmulator } from '../../dist/library/index.js';
import { resultOf } from '../bench/rounds.mjs';
import { tableOf } from '../bench/tables.mjs';

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
const results = [];
for (const [name, path] of pages()) {
  const times = [];
  for (let round = 0; round <= rounds; round++) {
    const time = await firstPaint(`${emulator.url}/_emulator${path}`);
    // The first one loads what all pages share.
    if (round > 0) times.push(time);
  }
  results.push(resultOf(name, 'ms', { 'first contentful paint': times }));
}
await browser.close();
await emulator.stop();
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
  const its = `/workspaces/${shop.id}`;
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
  const { braze_id } = shop.user('cust-53') ?? {};
  const request = shop.lastRequest({ cohort_id: 'vip' });
  yield ['workspaces', '/workspaces'];
  yield ['requests to no workspace', '/requests'];
  yield ['overview', its];
  yield ['partners', `${its}/partners`];
  yield ['partner', `${its}/partners/hightouch`];
  yield ['cohorts', `${its}/cohorts`];
  yield ['cohorts, searched', `${its}/cohorts?search=cohort-9`];
  yield ['cohort', `${its}/cohorts/hightouch/vip`];
  yield ['why somebody is in', `${its}/cohorts/hightouch/vip?person=cust-53`];
  yield ['why somebody is not', `${its}/cohorts/hightouch/vip?person=nobody`];
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

async function firstPaint(url) {
  const page = await browser.newPage();
  const answer = await page.goto(url, { waitUntil: 'load' });
  if (answer.status() !== 200) throw new Error(`${url} answers ${answer.status()}`);
  const time = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint !== undefined) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await page.close();
  return time;
}
