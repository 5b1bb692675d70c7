import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { pages } from '../../../src/dashboard/pages/index.js';
import { inBrowser, sitDown } from '../../support/browser/dashboard.js';

// What a page of somebody else can have the dashboard do from the browser of whoever looks at it.

/** Every form of the dashboard: where it goes, and what it does. */
const forms = pages.flatMap(({ kind, path, actions = {} }) =>
  Object.keys(actions).map((action) => ({
    path: `/_emulator${kind === 'workspace' ? '/workspaces/ws_shop' : ''}${path.replaceAll(/:\w+/g, 'hightouch')}`,
    action,
  })),
);

/** A server of somebody else on this machine. @returns Its port. */
async function serveElsewhere(): Promise<number> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>A page</title><body>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

inBrowser.each([
  ['another site', 'evil.test'],
  ['another port', '127.0.0.1'],
])('no form of the dashboard does anything for a page of %s', async (_, host) => {
  const { browser, emulator } = await sitDown({ id: 'ws_shop' });
  const page = await browser.newPage();
  // Whoever looks at the dashboard has whatever cookies it has.
  await page.goto(`${emulator.url}/_emulator/workspaces/ws_shop/partners/hightouch`);
  await page.goto(`http://${host}:${await serveElsewhere()}/`);
  const before = JSON.stringify(emulator.workspaces());
  expect(forms.length).toBeGreaterThan(20);
  const answered: Record<string, number> = {};
  page.on('response', (answer) => {
    if (answer.request().method() === 'POST') answered[answer.request().postData() ?? ''] = answer.status();
  });
  for (const [index, { path, action }] of forms.entries()) {
    // Each in a frame of its own: Chromium shows a page of its own for an answer that may not be framed.
    await page.evaluate(
      `{
        const form = Object.assign(document.createElement('form'), {
          method: 'post', target: 'result ${index}', action: ${JSON.stringify(emulator.url + path)},
        });
        document.body.append(Object.assign(document.createElement('iframe'), { name: form.target }));
        for (const [name, value] of [['action', ${JSON.stringify(action)}], ['key', 'x'], ['path', ${JSON.stringify(path)}]]) {
          form.append(Object.assign(document.createElement('input'), { name, value }));
        }
        document.body.append(form);
        form.submit();
      }`,
    );
    const sent = `${new URLSearchParams({ action, key: 'x', path })}`;
    await expect.poll(() => answered[sent]).toBe(403);
  }
  expect(JSON.stringify(emulator.workspaces())).toBe(before);
});
