// Pictures of pages, to be looked at: each at desktop and phone width, light and dark.
//
//   node scripts/dashboard/screenshots.mjs FOLDER             of every page, as scripts/dashboard/scenes.mjs sets them up
//   node scripts/dashboard/screenshots.mjs FOLDER ADDRESS…    of these pages of a running server
//
//   --look NAME    only one of desktop, phone, desktop-dark, phone-dark; may be repeated
//   --scene TEXT   only the scenes whose name has this; may be repeated
//   --height N     only so much of a page, as in README: cohort.png is the scene shop-cohort-out, 960 high, and request.png
//                  shop-request-users-400, dark, 700 high
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const looks = {
  desktop: { viewport: { width: 1280 }, colorScheme: 'light' },
  phone: { viewport: { width: 390 }, colorScheme: 'light' },
  'desktop-dark': { viewport: { width: 1280 }, colorScheme: 'dark' },
  'phone-dark': { viewport: { width: 390 }, colorScheme: 'dark' },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    look: { type: 'string', multiple: true, default: Object.keys(looks) },
    scene: { type: 'string', multiple: true, default: [''] },
    height: { type: 'string' },
  },
});
const [folder, ...addresses] = positionals;
if (folder === undefined) throw new Error('Usage: screenshots.mjs FOLDER [ADDRESS…]');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const { scenes, stop } =
  addresses.length > 0
    ? { scenes: addresses.map(sceneOf), stop: () => undefined }
    : await (await import('./scenes.mjs')).setScenes();
for (const look of values.look) {
  for (const scene of scenes) {
    if (values.scene.some((its) => scene.name.includes(its))) await take(look, scene);
  }
}
await browser.close();
await stop();

function sceneOf(address) {
  const { pathname, search } = new URL(address);
  const its = pathname.replace(/^\/_emulator\/?/, '') + search;
  return { name: its.replaceAll(/[^\w-]+/g, '_') || 'home', address };
}

async function take(look, { name, address, act }) {
  const { viewport, colorScheme } = looks[look];
  const height = values.height === undefined ? 800 : Number(values.height);
  const context = await browser.newContext({ viewport: { ...viewport, height }, colorScheme });
  const page = await context.newPage();
  const tell = (what) => console.log(`${name}, ${look}: ${what}`);
  page.on('console', (message) => tell(message.text()));
  page.on('pageerror', (error) => tell(error.message));
  await page.goto(address);
  await act?.(page).catch((error) => tell(error.message));
  // Parts that come later, and what follows from a click.
  await page.waitForTimeout(400);
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) tell('scrolls sideways');
  await page.screenshot({
    path: path.join(folder, `${name}-${look}.png`),
    fullPage: values.height === undefined,
  });
  await context.close();
}
