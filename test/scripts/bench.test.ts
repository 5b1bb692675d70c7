import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Built by `npm test` before it begins. */
const dist = fileURLToPath(new URL('../../dist', import.meta.url));

interface Result {
  name: string;
  this: { median: number };
  ratio: { median: number };
}

test('npm run bench tells of each case how fast this build is to another', async () => {
  const script = fileURLToPath(new URL('../../scripts/bench.mjs', import.meta.url));
  const flags = ['--rounds', '1', '--profiles', '100', '--requests', '1', '--against', dist, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...flags]);

  const { results } = JSON.parse(stdout) as { results: Result[] };
  expect(results.map((result) => result.name)).toContain('identifiers, HTTP, 1 connection');
  for (const { this: its, ratio } of results) {
    expect(its.median).toBeGreaterThan(0);
    expect(ratio.median).toBeGreaterThan(0);
  }
  // It starts six servers, which takes a while on a machine that does other things too.
}, 90_000);
