import type { Browser, Page } from 'playwright-core';

/** Names in addresses that an id follows, and how many parts it has. */
const idParts: Record<string, number> = {
  workspaces: 1,
  partners: 1,
  cohorts: 2,
  syncs: 1,
  users: 1,
  segments: 1,
  campaigns: 1,
  canvases: 1,
  sends: 1,
  requests: 1,
};

/**
 * The address without its ids: `/_emulator/workspaces/:/cohorts/:/:`. Pages of one kind are drawn by the same code. A list that has
 * two kinds of things, `?kind=`, counts twice.
 */
export function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address);
  const parts = pathname.split('/');
  for (let at = 0; at < parts.length; at++) {
    const ids = idParts[parts[at] ?? ''] ?? 0;
    for (let id = at + 1; id <= at + ids && id < parts.length; id++) parts[id] = ':';
    at += ids;
  }
  const list = searchParams.get('kind');
  return parts.join('/') + (list === null ? '' : `?kind=${list}`);
}

/**
 * Follows every link from a page on, with JavaScript off, as far as each kind of page once.
 *
 * @returns `found`: by kind, the address of one page; what is no page of the dashboard, such as a download, is left out. `broken`:
 * links that lead nowhere.
 */
export async function everyKindOfPage(
  browser: Browser,
  from: string,
): Promise<{ found: Map<string, string>; broken: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const { origin } = new URL(from);
  const found = new Map([[kindOf(from), from]]);
  const broken: string[] = [];
  for (const [kind, address] of found) {
    const answer = await page.goto(address);
    if (answer?.status() !== 200) {
      broken.push(`${address} answers ${answer?.status()}`);
      found.delete(kind);
      continue;
    }
    for (const link of await linksOf(page)) {
      const isPage = link.startsWith(`${origin}/_emulator/`) && !/\/_emulator\/v1\/|[?&]download=/.test(link);
      if (isPage && !found.has(kindOf(link))) found.set(kindOf(link), link);
    }
  }
  await context.close();
  return { found, broken };
}

function linksOf(page: Page): Promise<string[]> {
  return page
    .locator('a[href]')
    .evaluateAll((links) => links.map((link) => (link as { href?: string }).href ?? ''));
}
