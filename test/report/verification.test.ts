import { parse } from 'junit2json';
import { expect, test } from 'vitest';
import { verificationPage } from '../../src/report/html/verification-page.js';
import { verificationJUnit } from '../../src/report/verification-junit.js';
import {
  type JudgedRule,
  mergedRules,
  parseReport,
  type RunReport,
  reportOf,
} from '../../src/report/verification-report.js';
import { verificationText } from '../../src/report/verification-text.js';

function rule(id: string, its: Partial<JudgedRule> = {}): JudgedRule {
  const isBroken = its.verdict === 'broken';
  return {
    id,
    title: `Title of ${id}`,
    severity: 'error',
    source: { page: 'COHORT', confidence: 'doc' },
    why: 'It matters.',
    fix: 'Do it.',
    verdict: 'passed',
    judged_count: 4,
    worst: null,
    broken_count: isBroken ? 1 : 0,
    breaches: isBroken ? [{ request: 'req-1', message: 'It was wrong', curl: "curl 'x'" }] : [],
    ...its,
  };
}

function run(name: string, rules: readonly JudgedRule[], results: RunReport['results'] = []): RunReport {
  const contract = {
    version: 1 as const,
    workspace: { id: `ws_${name}`, name },
    request_count: 4,
    verdict: 'passed' as const,
    rules: [...rules],
  };
  return { source: 'e.yaml', workspace: contract.workspace, results, contract };
}

const plain = (_: string, text: string) => text;
const met = { name: 'no refusals', passed: true, message: null };
const missed = { name: 'cohort vip: size', passed: false, message: '2 members, not 3\nand why' };

test.each([
  ['a rule of severity error that was broken fails', [rule('a', { verdict: 'broken' })], [], 'failed', 0, 1],
  [
    'one of another severity does not',
    [rule('a', { verdict: 'broken', severity: 'warning' })],
    [],
    'passed',
    1,
    0,
  ],
  ['an expectation that is not met fails', [rule('a')], [met, missed], 'failed', 2, 1],
  ['what was not judged has not passed', [rule('a', { verdict: 'not_judged' })], [], 'not_judged', 0, 0],
  ['an expectation that is met counts alone', [rule('a', { verdict: 'not_judged' })], [met], 'passed', 1, 0],
] as const)('%s', (_, rules, results, verdict, passed, failed) => {
  const { runs, ...counts } = reportOf([run('shop', rules, [...results])]);
  expect(runs).toHaveLength(1);
  expect(counts).toEqual({ version: 1, verdict, passed, failed });
});

test('reports of several runs are one: counts are summed, the worst verdict stands, each breach has its workspace', () => {
  const one = run('one', [rule('a', { verdict: 'not_judged', judged_count: 0 }), rule('b')]);
  const other = run('two', [rule('a'), rule('b', { verdict: 'broken', worst: '9 of 10', broken_count: 3 })]);
  const [b, a] = mergedRules([one, other]);
  expect(b).toMatchObject({ id: 'b', verdict: 'broken', judged_count: 8, broken_count: 3, worst: '9 of 10' });
  expect(b?.breaches).toMatchObject([{ request: 'req-1', workspace: 'two' }]);
  expect(a).toMatchObject({ id: 'a', verdict: 'passed', judged_count: 4 });
});

test('the JSON of a report is read again as it was, and a mistake in it is told by its path', () => {
  const report = reportOf([run('shop', [rule('a', { verdict: 'broken' })], [met])]);
  expect(parseReport(JSON.parse(JSON.stringify(report)))).toEqual({ value: report });
  const broken = { ...report, runs: [{ ...report.runs[0], results: [{ name: 1 }] }] };
  expect(parseReport(broken)).toMatchObject({ problems: [{ path: 'runs[0].results[0].name' }, {}, {}] });
});

test('the text says of a broken rule what, where, why and what to do, and names what was not judged', () => {
  const rules = [rule('kept'), rule('a', { verdict: 'broken' }), rule('none', { verdict: 'not_judged' })];
  expect(verificationText(reportOf([run('shop', rules, [missed])]), plain)).toBe(
    `✗ cohort vip: size
    2 members, not 3
    and why
✗ Title of a (error: a; COHORT [doc])
    1 of 4 requests
    req-1: It was wrong
      curl 'x'
    Why: It matters.
    Fix: Do it.
Rules of the contract: 1 kept, 1 broken, 0 with a warning, 1 not judged
No request was there to judge by: none
1 passed, 2 failed
`,
  );
});

test("in JUnit's XML a broken rule is a failure, one that was not judged is skipped, a warning passes with its words", async () => {
  const rules = [
    rule('a', { verdict: 'broken' }),
    rule('b', { verdict: 'broken', severity: 'warning' }),
    rule('c', { verdict: 'not_judged' }),
  ];
  const read = await parse(verificationJUnit(reportOf([run('shop', rules, [met])])));
  expect(read).toMatchObject({
    tests: 4,
    failures: 1,
    testsuite: [
      { name: 'e.yaml', tests: 1, failures: 0 },
      {
        name: 'contract of shop',
        tests: 3,
        failures: 1,
        skipped: 1,
        testcase: [
          { name: 'a: Title of a', failure: [{ inner: expect.stringContaining('req-1: It was wrong') }] },
          {
            name: 'b: Title of b',
            'system-out': [expect.stringMatching(/^warning: Title of b: broken by 1/)],
          },
          { name: 'c: Title of c', skipped: [{ message: 'No request gave it anything to judge' }] },
        ],
      },
    ],
  });
});

test('in the page nothing that somebody sent becomes markup', () => {
  const hostile = `<script>alert(1)</script>"'&`;
  const rules = [
    rule('a', { verdict: 'broken', breaches: [{ request: hostile, message: hostile, curl: hostile }] }),
  ];
  const page = verificationPage(
    reportOf([run(hostile, rules, [{ name: hostile, passed: false, message: hostile }])]),
  );
  expect(page).not.toContain('<script');
  expect(page.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;&quot;&#39;&amp;/g)?.length).toBeGreaterThan(6);
  expect(page).toContain('Fix:');
});
