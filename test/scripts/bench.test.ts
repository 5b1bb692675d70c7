import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Built by `npm test` before it begins. */
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const script = fileURLToPath(new URL('../../scripts/bench.mjs', import.meta.url));

interface Report {
  peers: Record<string, string | null>;
  sets: Record<string, { results: { name: string; contenders: Record<string, { median: number }> }[] }>;
}

/** Runs the benchmark with few profiles; what it prints, and what it writes. */
async function bench(...flags: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'braze-cohort-emulator-bench-test-'));
  const file = path.join(folder, 'report.json');
  const few = ['--sizes', '100,2000,3000', '--rounds', '1', '--seconds', '0.02'];
  const noPeers = ['--prism', '/nowhere/prism', '--mockoon', '/nowhere/mockoon'];
  try {
    const args = [script, ...few, ...noPeers, '--json', file, ...flags];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return { stdout, report: JSON.parse(readFileSync(file, 'utf8')) as Report };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('npm run bench measures every set, and says what it skipped and what it cannot judge', async () => {
  const { stdout, report } = await bench();

  const sets = 'start workspaces requests imports identifiers sizes segments memory designs'.split(' ');
  expect(Object.keys(report.sets)).toEqual(sets);
  for (const { results } of Object.values(report.sets))
    for (const { contenders } of results)
      for (const { median } of Object.values(contenders)) expect(median).toBeGreaterThanOrEqual(0);
  expect(report.peers).toEqual({ prism: null, mockoon: null });
  expect(stdout).toContain('Skipped: prism was not found');
  expect(stdout).toMatch(/a workspace in process +\| at most 0\.50 ms +\| [\d.]+ ms/);
  expect(stdout).toMatch(/\d+ of \d+ bounds were not measured/);
  expect(stdout).not.toContain('NDJSON, 1,000,000');
  // It starts some thirty processes, which takes minutes on a machine that does many other things.
}, 300_000);

test('npm run bench measures another build and limits beside ours, and tells how fast ours is to it', async () => {
  const { stdout, report } = await bench('--only', 'requests', '--against', dist);

  const [oneId] = report.sets.requests?.results ?? [];
  const contenders = ['ours, in memory', 'ours, --db', 'other, in memory', 'other, --db'];
  expect(Object.keys(oneId?.contenders ?? {})).toEqual([...contenders, 'node:http', 'Hono', 'Hono + zod']);
  expect(stdout).toMatch(/cohort, 1 id, ours, in memory +\| \d+\.\d\d \(/);
}, 200_000);
