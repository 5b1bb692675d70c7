import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fillWithHostileTexts, hostileText } from '../../../scripts/dashboard/hostile-shop.mjs';
import { fillShop } from '../../../scripts/dashboard/shop.mjs';
import { pages } from '../../../src/dashboard/pages/index.js';
import { type Desk, faultsOf, inBrowser, sitDown } from '../../support/browser/dashboard.js';
import { everyKindOfPage } from '../../support/browser/every-page.js';

// What holds for every page, on each kind of page that links lead to.

/** Each scheme of colours, and each width. */
const looks = [
  { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
] as const;

inBrowser('links lead to every page of the dashboard, and each shows without JavaScript', async () => {
  const desk = await sitDown();
  const { id } = await fillShop(desk.emulator, { users: 400 });
  const { found, broken } = await everyKindOfPage(
    desk.browser,
    desk.addressOf(`/_emulator/workspaces/${id}`),
  );
  expect(broken).toEqual([]);
  const routes = pages.map(
    ({ kind, path }) => `/_emulator${kind === 'workspace' ? '/workspaces/:ws' : ''}${path}`,
  );
  // The home of the server leads on at once.
  const expected = routes
    .filter((route) => route !== '/_emulator/')
    .map((route) => route.replaceAll(/:\w+/g, ':'));
  const seen = new Set([...found.keys()].map((kind) => kind.replace(/\?.*/, '')));
  expect([...seen].sort()).toEqual(expected.sort());
});

inBrowser(
  'axe finds nothing on any page, light and dark, and no page scrolls sideways on a phone',
  async () => {
    const desk = await sitDown();
    const { id } = await fillShop(desk.emulator, { users: 400 });
    const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
    expect(await faultsOfAll(desk, found)).toEqual([]);
  },
);

inBrowser(
  'at desktop width nothing in a table is cut off, text has few sizes and weights, and a page has one main button at most',
  async () => {
    const desk = await sitDown();
    const { id } = await fillShop(desk.emulator, { users: 400 });
    const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
    const faults: string[] = [];
    for (const [kind, address] of found) {
      const page = await desk.open(pathOf(address), looks[0]);
      await settle(page);
      for (const table of await page.locator('.table').all()) {
        const hidden = await table.evaluate((its) => its.scrollWidth - its.clientWidth);
        if (hidden > 0) faults.push(`${kind}: ${await table.getAttribute('aria-label')} by ${hidden} px`);
      }
      const main = await page.locator('.main:visible').count();
      if (main > 1) faults.push(`${kind}: ${main} main buttons`);
      for (const font of await fontsOf(page)) if (!fonts.includes(font)) faults.push(`${kind}: ${font}`);
      await page.context().close();
    }
    expect(faults).toEqual([]);
  },
);

inBrowser('axe finds nothing on the pages of an empty workspace', async () => {
  const desk = await sitDown({ partners: [], rest_api_keys: [] });
  const { found } = await everyKindOfPage(desk.browser, desk.addressOf(''));
  expect(await faultsOfAll(desk, found)).toEqual([]);
});

inBrowser('hostile texts are shown as texts on every page, and break no layout', async () => {
  const desk = await sitDown();
  const { id } = await fillWithHostileTexts(desk.emulator);
  const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
  let shown = 0;
  for (const [kind, address] of found) {
    const page = await desk.open(pathOf(address), { ...looks[1], colorScheme: 'light' });
    page.on('dialog', (dialog) => expect.fail(`${kind} runs a script: ${dialog.message()}`));
    await settle(page);
    const made = await page
      .locator(
        'img, iframe, script:not([src]), body style, style:not(:first-of-type), body [onerror], body [onload]',
      )
      .count();
    expect([kind, made]).toEqual([kind, 0]);
    expect([kind, ...(await faultsOf(page))]).toEqual([kind]);
    if ((await page.locator('body').innerText()).includes(hostileText.slice(0, 8))) shown++;
    await page.context().close();
  }
  expect(shown).toBeGreaterThan(10);
});

inBrowser('nothing on a page moves when what takes longer comes, or when its script begins', async () => {
  const desk = await sitDown();
  const { id, clock } = await fillShop(desk.emulator, { users: 400 });
  // "9 min ago" becomes "10 min ago" otherwise, which is wider.
  clock.freeze();
  const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
  const moved: string[] = [];
  for (const look of looks) {
    for (const [kind, address] of found) {
      const { page, arrive } = await openWithout('dashboard.js', desk, address, look);
      // All of it is read, and scripts that wait for that have not begun.
      await page.evaluate(`new Promise((resolve) => {
        if (document.readyState !== 'loading') resolve();
        document.addEventListener('readystatechange', resolve);
      })`);
      const before = await placesOf(page);
      arrive();
      await page.waitForLoadState('load');
      await settle(page);
      const after = new Map(await placesOf(page));
      const { width, height } = look.viewport;
      for (const [element, [x, y]] of before) {
        const now = after.get(element);
        const isWhereItWas = now !== undefined && Math.hypot(x - now[0], y - now[1]) <= 3;
        if (y < height && !isWhereItWas) moved.push(`${kind}, ${width} wide: ${element}`);
      }
      await page.context().close();
    }
  }
  expect(moved).toEqual([]);
});

inBrowser(
  'a page shows its rail and its title before it has the rest of its style, and neither moves then',
  async () => {
    const desk = await sitDown();
    const { id } = await fillShop(desk.emulator, { users: 400 });
    const { found } = await everyKindOfPage(desk.browser, desk.addressOf(`/_emulator/workspaces/${id}`));
    const moved: string[] = [];
    for (const look of looks) {
      for (const [kind, address] of found) {
        const { page, arrive } = await openWithout('dashboard.css', desk, address, look);
        // The link stands below the title, so that all of what is above it is there.
        await page.locator('#style').waitFor({ state: 'attached' });
        expect([kind, await page.locator('.columns').count()]).toEqual([kind, 0]);
        const places = () =>
          page.evaluate(`JSON.stringify([...document.querySelectorAll('.rail, .rail *, h1, h1 *')].map((its) => {
          const { x, y, width, height } = its.getBoundingClientRect();
          const { color, backgroundColor, font } = getComputedStyle(its);
          return [its.textContent.slice(0, 24), x, y, width, height, color, backgroundColor, font];
        }))`);
        const before = await places();
        arrive();
        await page.locator('.columns').waitFor();
        if ((await places()) !== before) moved.push(`${kind}, ${look.viewport.width} wide`);
        await page.context().close();
      }
    }
    expect(moved).toEqual([]);
  },
);

inBrowser('a page stops below its title for a file, and the title is drawn meanwhile', async () => {
  const desk = await sitDown();
  const { id } = await fillShop(desk.emulator, { users: 400 });
  for (const path of ['/_emulator/workspaces', `/_emulator/workspaces/${id}`]) {
    const { page, arrive } = await openWithout('pause.js', desk, desk.addressOf(path), looks[0]);
    await expect
      .poll(() => page.evaluate(`performance.getEntriesByName('first-contentful-paint').length`))
      .toBe(1);
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.locator('.columns').count()).toBe(0);
    arrive();
    await page.locator('.columns').waitFor();
    await page.context().close();
  }
});

/** What text has: a browser asks the system for each font before it draws. */
const fonts = [
  ...['13px 400', '14px 400', '15px 400', '13px 600', '14px 600', '15px 600', '22px 600', '24px 600'],
  ...['monospace 12.5px 400', 'monospace 12.5px 600'],
];

/** The fonts of the text that a page shows, but for what charts say. */
function fontsOf(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const fonts = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (data.trim() === '' || parentElement.closest('svg') || !parentElement.checkVisibility()) continue;
      const { fontFamily, fontSize, fontWeight } = getComputedStyle(parentElement);
      fonts.add((fontFamily.includes('mono') ? 'monospace ' : '') + fontSize + ' ' + fontWeight);
    }
    return [...fonts].sort();
  })()`);
}

/** Opens a page one of whose files is on its way until it is told to arrive. */
async function openWithout(file: string, desk: Desk, address: string, look: (typeof looks)[number]) {
  const page = await (await desk.browser.newContext(look)).newPage();
  let arrive = () => {};
  const isThere = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(`**/${file}*`, async (route) => {
    await isThere;
    await route.continue();
  });
  await page.goto(address, { waitUntil: 'commit' });
  return { page, arrive };
}

/**
 * Where each element of a page stands, but for what is within a part that comes later, and within a sentence, where words follow the
 * time of something. An element is named by the way to it.
 */
async function placesOf(page: Page): Promise<[string, [x: number, y: number]][]> {
  const places = await page.evaluate(`(() => {
    const wayTo = (its) => {
      if (its === document.body) return 'body';
      const place = [...its.parentElement.children].indexOf(its) + 1;
      return wayTo(its.parentElement) + ' > ' + its.localName + ':nth-child(' + place + ')';
    };
    return [...document.body.querySelectorAll('*')]
      .filter((its) => its.getClientRects().length > 0 && !its.matches('.later *, .sentence *'))
      .map((its) => {
        const { x, y } = its.getBoundingClientRect();
        return [wayTo(its), [x, y + scrollY]];
      });
  })()`);
  return places as [string, [number, number]][];
}

async function faultsOfAll(desk: Desk, found: ReadonlyMap<string, string>): Promise<string[]> {
  const faults: string[] = [];
  for (const look of looks) {
    for (const [kind, address] of found) {
      const page = await desk.open(pathOf(address), look);
      await settle(page);
      const name = `${kind} ${look.colorScheme} ${look.viewport.width}`;
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
      await page.context().close();
    }
  }
  return faults;
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** Waits for the parts that come later. */
async function settle(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.later > a').count()).toBe(0);
}
