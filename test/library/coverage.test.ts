import { expect, onTestFinished, test } from 'vitest';
import type { Caller } from '../../src/client/call.js';
import { remoteCaller } from '../../src/client/remote.js';
import { EmulatorOf } from '../../src/library/emulator.js';
import { callerHere } from '../../src/library/here.js';
import { controlEndpoints } from '../../src/wire/control/endpoints.js';
import { walkHandle } from '../support/library/handle-walk.js';
import { startedServer } from '../support/library/server.js';

/** A way to the control API that remembers what was asked. */
function watched(caller: Caller): { caller: Caller; asked: Set<string>; paths: string[] } {
  const asked = new Set<string>();
  const paths: string[] = [];
  return {
    asked,
    paths,
    caller: {
      url: caller.url,
      call(name, input) {
        asked.add(name);
        return caller.call(name, input);
      },
      fetch(path, init) {
        paths.push(`${init?.method ?? 'GET'} ${path}`);
        return caller.fetch(path, init);
      },
    },
  };
}

/** Those whose bodies or answers are no JSON go by their paths. */
const byPath: Record<string, RegExp> = {
  getMetrics: /^GET \/metrics$/,
  getOpenApi: /^GET \/openapi.json$/,
  getBrazeOpenApi: /^GET \/braze.openapi.json$/,
  exportSnapshot: /^GET \/snapshots\/[^/]+$/,
  importSnapshot: /^PUT \/snapshots\/[^/]+$/,
};

test.each(['here', 'remote'] as const)(
  'every endpoint of the control API has a method of the handle that asks it, %s',
  async (mode) => {
    const server = await startedServer();
    const { caller, asked, paths } = watched(
      mode === 'here' ? callerHere(server.url, server.ask) : remoteCaller({ url: server.url }),
    );
    await walkHandle(new EmulatorOf(caller));
    const missing = Object.keys(controlEndpoints).filter(
      (name) => !asked.has(name) && !paths.some((path) => byPath[name]?.test(path)),
    );
    expect(missing).toEqual([]);
  },
);

test('both modes of the handle give the same answers', async () => {
  const results = [];
  for (const mode of ['here', 'remote'] as const) {
    const server = await startedServer({ randomSeed: 7, clock: { now: () => Date.UTC(2026, 1, 3) } });
    onTestFinished(() => server.stop());
    const caller = mode === 'here' ? callerHere(server.url, server.ask) : remoteCaller({ url: server.url });
    const told = await walkHandle(new EmulatorOf(caller));
    results.push(JSON.parse(JSON.stringify(told).replaceAll(server.url, 'http://server')));
  }
  expect(results[1]).toEqual(results[0]);
});
