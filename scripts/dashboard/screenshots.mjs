// Screenshots of pages of a running server, to be looked at: each at desktop and phone width, light and dark.
//
//   node scripts/dashboard/screenshots.mjs http://127.0.0.1:27293 FOLDER /_emulator/workspaces/ws_quickstart/partners …
//
//   --only NAME   only one of desktop, phone, desktop-dark, phone-dark; may be repeated
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true } },
});
const [url, folder, ...pages] = positionals;
if (pages.length === 0) throw new Error('Usage: screenshots.mjs URL FOLDER PATH…');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const [name, width, colorScheme] of [
  ['desktop', 1280, 'light'],
  ['phone', 390, 'light'],
  ['desktop-dark', 1280, 'dark'],
  ['phone-dark', 390, 'dark'],
]) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  page.on('console', (message) => console.log(`${name}: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`${name}: ${error.message}`));
  for (const its of pages) {
    await page.goto(url + its);
    await page.waitForTimeout(400);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (sideways) console.log(`${name}: ${its} scrolls sideways`);
    const file = `${its.replace(/^\/_emulator\/?/, '').replaceAll(/[^\w-]+/g, '_') || 'home'}-${name}.png`;
    await page.screenshot({ path: path.join(folder, file), fullPage: true });
  }
  await context.close();
}
await browser.close();
