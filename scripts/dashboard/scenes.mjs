// Every page of the dashboard in the states that somebody meets it in, to be looked at: in use, empty, refused, frozen, hostile.
import { startEmulator } from '../../dist/library/index.js';
import { fillWithHostileTexts, hostileText } from './hostile-shop.mjs';
import { fillShop } from './shop.mjs';

const adminToken = 'not-this-one';

/**
 * Starts what the scenes need.
 *
 * @returns `scenes`: each with a `name` for its file, an `address`, and what a person does there before it is looked at. `stop` ends it.
 */
export async function setScenes() {
  const emulator = await startEmulator();
  const locked = await startEmulator({ adminToken });
  const workspace = (id) => `${emulator.url}/_emulator/workspaces/${id}`;
  const named = (prefix, base, pages) =>
    Object.entries(pages).map(([name, page]) => {
      const [path, act] = typeof page === 'string' ? [page] : page;
      return { name: `${prefix}-${name}`, address: base + path, act };
    });
  const untouched = emulator.createWorkspace({ id: 'ws_quiet', name: 'checkout: keeps the cart of a guest' });
  emulator.createWorkspace({ id: 'ws_bare', name: 'bare', partners: [], rest_api_keys: [] });
  const shop = await fillShop(emulator);
  const frozen = await fillFrozen(emulator);
  const hostile = await fillWithHostileTexts(emulator);
  return {
    scenes: [
      ...named('server', `${emulator.url}/_emulator`, serverPages),
      ...named('strays', `${emulator.url}/_emulator`, await strayPagesOf(emulator.url)),
      ...named('log-in', `${locked.url}/_emulator`, logInPages),
      ...named('shop', workspace(shop.id), {
        ...(await pagesOf(emulator.url, shop, ['hightouch', '12648-vip'])),
        ...shopPagesOf(shop),
      }),
      ...named('frozen', workspace(frozen.id), frozenPages),
      ...named('quiet', workspace(untouched.id), emptyPages),
      ...named('bare', workspace('ws_bare'), emptyPages),
      ...named(
        'hostile',
        workspace(hostile.id),
        await pagesOf(emulator.url, hostile, ['hightouch', hostileText]),
      ),
    ],
    async stop() {
      await Promise.all([emulator.stop(), locked.stop()]);
    },
  };
}

const serverPages = {
  workspaces: '/workspaces',
  'workspaces-none': '/workspaces?search=nothing-has-this',
  'no-page': '/nothing-here',
  'no-workspace': '/workspaces/ws_gone',
};

const logInPages = {
  asked: '/workspaces',
  wrong: ['/workspaces', (page) => fillAndPress(page, 'Admin token', 'wrong', 'Log in')],
};

async function strayPagesOf(url) {
  const { requests } = await read(`${url}/_emulator/v1/requests`);
  return { list: '/requests', ...(requests[0] && { one: `/requests/${requests[0].id}` }) };
}

const emptyPages = {
  overview: '',
  partners: '/partners',
  partner: '/partners/hightouch',
  cohorts: '/cohorts',
  'no-cohort': '/cohorts/hightouch/nobody-sent-it',
  users: '/users',
  segments: '/segments',
  campaigns: '/campaigns',
  canvases: '/campaigns?kind=canvas',
  'new-campaign': '/new-campaign',
  requests: '/requests',
  contract: '/contract',
  controls: '/controls',
};

const frozenPages = {
  overview: '',
  cohort: '/cohorts/hightouch/vip',
  user: '/users?search=cust-1',
  controls: '/controls',
  'fault-refused': ['/controls?cohort_id=vip', refuseFault],
};

/** The pages of a workspace that has something of everything. */
async function pagesOf(url, workspace, [partner, cohortId]) {
  const api = `${url}/_emulator/v1/workspaces/${workspace.id}`;
  const cohort = `/cohorts/${partner}/${encodeURIComponent(cohortId)}`;
  const { syncs } = await read(`${api}${cohort}/syncs`);
  const [segment] = workspace.segments();
  const users = workspace.users();
  return {
    overview: '',
    partners: '/partners',
    partner: `/partners/${partner}`,
    cohorts: '/cohorts',
    cohort,
    'cohort-out': `${cohort}?person=cust-404`,
    compare: `${cohort}/compare`,
    compared: [`${cohort}/compare`, compareList],
    ...numbered('sync', syncs, (its) => `${cohort}/syncs/${its.requests[0]}`),
    users: '/users',
    ...numbered('user', [users[3] ?? users[0], users.at(-1)], (its) => `/users/${its.braze_id}`),
    segments: '/segments',
    segment: `/segments/${segment.id}`,
    'segment-out': `/segments/${segment.id}?who=cust-404`,
    campaigns: '/campaigns',
    canvases: '/campaigns?kind=canvas',
    ...numbered('campaign', workspace.campaigns(), (its) => `/campaigns/${its.id}`),
    ...numbered('canvas', workspace.canvases(), (its) => `/canvases/${its.id}`),
    ...numbered('send', workspace.sends(), (its) => `/sends/${its.dispatch_id}`),
    requests: '/requests',
    ...requestsOf(workspace.requests()),
    contract: '/contract',
    controls: '/controls',
  };
}

const numbered = (name, list, pathOf) =>
  Object.fromEntries(list.map((its, index) => [`${name}-${index + 1}`, pathOf(its)]));

/** One request of each path, answer and kind of outcome. */
function requestsOf(requests) {
  const pages = {};
  for (const { id, path, response, decision, outcome } of requests) {
    const marks = [decision.notes?.length > 0 && 'notes', outcome?.unknown && 'unknown'].filter(Boolean);
    pages[['request', path.split('/').at(-1), response?.status ?? 'none', ...marks].join('-')] =
      `/requests/${id}`;
  }
  return pages;
}

const vip = '/cohorts/hightouch/12648-vip';

/** What is only in the shop: lists that find nothing, people in and out, forms filled in and refused. */
function shopPagesOf(shop) {
  const [segment] = shop.segments();
  return {
    'partners-none': '/partners?search=nothing-has-this',
    'partner-disabled': '/partners/census',
    'cohorts-none': '/cohorts?q=nothing-has-this',
    'cohort-in': `${vip}?person=cust-77`,
    'cohort-left': `${vip}?person=cust-7`,
    'cohort-member-none': `${vip}?member=nothing-has-this`,
    'cohort-unnamed': '/cohorts/hightouch/9911-spring',
    'cohort-other': '/cohorts/amplitude/readers',
    'users-found': '/users?search=cust-404',
    'users-none': '/users?search=nothing-has-this',
    'users-add-refused': ['/users', refuseUser],
    'segments-none': '/segments?search=nothing-has-this',
    'segments-archived': '/segments?archived=true',
    'segment-new': '/new-segment',
    'segment-built': ['/new-segment', buildSegment],
    'segment-in': `/segments/${segment.id}?who=cust-77`,
    'campaigns-archived': '/campaigns?archived=true',
    'campaign-new': '/new-campaign',
    'canvas-new': '/new-canvas',
    'requests-refused': '/requests?outcome=refused',
    'requests-none': '/requests?text=nothing-has-this',
  };
}

async function fillAndPress(page, field, text, button) {
  await page.getByLabel(field, { exact: true }).fill(text);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForLoadState();
}

async function compareList(page) {
  const ids = ['cust-77', 'cust-4000', 'cust-404', ' cust-7', 'nobody', 'loyalty_id:L-90', 'device:8f1c-4'];
  await page.locator('textarea').fill([...ids, 'cust-12000', 'cust-77'].join('\n'));
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.locator('#comparison > *').first().waitFor();
}

async function refuseUser(page) {
  await page.getByRole('textbox', { name: 'External ID' }).fill('cust-1');
  await fillAndPress(page, 'Attributes, as JSON', '{"plan": ', 'Add');
}

async function refuseFault(page) {
  await fillAndPress(page, 'Path', 'partners', 'Make the fault');
}

/** Two groups and one that excludes, one of the filters not complete. */
async function buildSegment(page) {
  const group = (name) => page.getByRole('group', { name, exact: true });
  const choose = (groupName, filterName, label) =>
    group(groupName)
      .getByRole('group', { name: filterName })
      .getByRole('combobox', { name: 'Filter', exact: true })
      .selectOption({ label });
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Paying VIPs');
  await page.getByRole('button', { name: 'Add filter to Filter group 1' }).click();
  await choose('Filter group 1', 'Filter 1', 'Hightouch Cohorts');
  await group('Filter group 1')
    .getByRole('checkbox', { name: /^VIP customers/ })
    .check();
  await page.getByRole('button', { name: 'Add filter to Filter group 1' }).click();
  await choose('Filter group 1', 'AND · Filter 2', 'Custom Attribute');
  await group('Filter group 1').getByRole('textbox', { name: 'Attribute' }).fill('plan');
  await group('Filter group 1').getByRole('textbox', { name: 'Values, one a line' }).fill('pro');
  await page.getByRole('button', { name: 'Add filter group' }).click();
  await page.getByRole('button', { name: 'Add exclusion group' }).click();
  await choose('AND NOT Exclusion group 1', 'Filter 1', 'Hightouch Cohorts');
  await group('AND NOT Exclusion group 1')
    .getByRole('checkbox', { name: /^Lapsed/ })
    .check();
  await page.getByText('excluded').first().waitFor();
}

/** A workspace whose clock stands still, with faults of all kinds and switches that are not at their defaults. */
async function fillFrozen(emulator) {
  const shop = emulator.createWorkspace({
    id: 'ws_frozen',
    name: 'nightly',
    users: [{ external_id: 'cust-1' }, { external_id: 'cust-2' }],
    cohorts: [
      { partner: 'hightouch', cohort_id: 'vip', name: 'VIP customers', members: [{ external_id: 'cust-1' }] },
    ],
  });
  shop.clock.freeze(new Date('2031-02-03T04:05:06Z'));
  shop.fault(
    { route: '/partners/*/cohorts/users', partner: 'hightouch', cohort_id: 'vip' },
    { status: 429, retry_after_s: 30 },
    { skip: 2, times: 1 },
  );
  shop.fault('/users/track', [{ status: 500 }, null, { status: 503 }]);
  shop.fault('/campaigns/**', { delay_ms: 1_500 }, { probability: 0.25 });
  shop.behave({ unknown_cohort: 'reject' });
  shop.snapshot('before-the-sync');
  return shop;
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
