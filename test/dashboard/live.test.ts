import { expect, onTestFinished, test } from 'vitest';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';

// The stream by which a page learns that something changed.

/** The events of a stream, one by one. */
async function follow(t: TestEmulator, path: string) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const answer = await fetch(t.url + path, {
    headers: { accept: 'text/event-stream' },
    signal: ending.signal,
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  return async () => {
    for (;;) {
      const { value = '', done } = await reader.read();
      const [, event] = /event: (\w+)/.exec(value) ?? [];
      if (event !== undefined || done) return event;
    }
  };
}

async function liveOf(t: TestEmulator): Promise<string> {
  const page = await fetch(`${t.url}/_emulator/workspaces/${t.workspace.id}/partners`, {
    headers: { accept: 'text/html' },
  });
  return /data-live="([^"]+)"/.exec(await page.text())?.[1] ?? '';
}

test('what changed between a page and its stream is told at once', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const live = await liveOf(t);
  t.emulator.createDataImportKey(t.workspace, 'hightouch', 'key-one');
  const next = await follow(t, live);
  expect(await next()).toBe('changed');
});

test('what changes while a change is told is told next', async () => {
  const t = await freshEmulator({ transport: 'over a socket' });
  const next = await follow(t, await liveOf(t));
  t.emulator.createDataImportKey(t.workspace, 'hightouch', 'key-two');
  expect(await next()).toBe('changed');
  t.emulator.createDataImportKey(t.workspace, 'hightouch', 'key-three');
  t.emulator.createDataImportKey(t.workspace, 'hightouch', 'key-four');
  expect(await next()).toBe('changed');
});
