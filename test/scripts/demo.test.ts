import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

/** Runs against the built library; `npm test` builds it first. */
const demo = fileURLToPath(new URL('../../scripts/demo.mjs', import.meta.url));

describe('npm run demo', () => {
  it('tells what became of every identifier, and that the cohort is what the warehouse expects', async () => {
    const { exitCode, stdout, stderr } = await runDemo();

    const told = stdout.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:PORT').replace(/in [\d.]+ s/, 'in N s');
    expect(told).toBe(account);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    for (const run of stdout.split(/^Run \d/m).slice(1)) {
      const became = fates.map((label) => countIn(run, label));
      expect(became.reduce((total, count) => total + count)).toBe(countIn(run, 'sent'));
    }
  });
});

/** What may become of an identifier. */
const fates = [
  'added',
  'already members',
  'removed',
  'to remove, but no member',
  'unknown to Braze',
  'device ids skipped, owner identified',
];

const account = `Emulator at http://127.0.0.1:PORT

The warehouse, and what Braze knows of it
  customers in the warehouse                  10,000
  profiles in Braze                            9,173
  of them signed in already                      333  the warehouse still has only their device ids

Run 1, 2026-03-02: everybody who lapsed
  audience in the warehouse                    6,069
  sent                                         6,069  in 7 requests: 4,267 user_ids, 714 aliases, 1,088 device_ids
    to add                                     6,069
    to remove                                      0
  added                                        5,365
  already members                                  0
  removed                                          0
  to remove, but no member                         0
  unknown to Braze                               506
  device ids skipped, owner identified           198
  members at the end                           5,365
  expected by the warehouse                    5,365  ok, the same people

Run 2, 2026-03-03: only what changed
  signed in since                                 65
  audience in the warehouse                    5,938
  sent                                           397  in 1 request: 327 user_ids, 27 aliases, 43 device_ids
    to add                                       199
    to remove                                    198
  added                                          155
  already members                                 41
  removed                                        181
  to remove, but no member                         2
  unknown to Braze                                12
  device ids skipped, owner identified             6
  members at the end                           5,339
  expected by the warehouse                    5,339  ok, the same people

From the cohort to a message
  members of the cohort                        5,339
  in the segment on it                           980  with an e-mail address, not on the basic plan
  audience of the campaign                       980
  would have been messaged                       980  broadcast to the whole audience
  sent to 3 by name, messaged                      1  dropped customer-00030: outside_target, nobody: unknown_user; Braze's answer: success
  customer-00030 is not in the segment because:
    not so: Hightouch Cohorts includes "Lapsed for 60 days"

Done in N s.
`;

function countIn(run: string, label: string): number {
  const count = new RegExp(`^ +${label} {2,}([\\d,]+)`, 'm').exec(run)?.[1];
  return Number(count?.replaceAll(',', ''));
}

async function runDemo() {
  const child = spawn(process.execPath, [demo], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode: exitCode as number, stdout, stderr };
}
