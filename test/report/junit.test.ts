import { parse } from 'junit2json';
import { expect, test } from 'vitest';
import { type JUnitSuite, junitText } from '../../src/report/junit.js';

const suites: JUnitSuite[] = [
  {
    name: 'expectations.yaml',
    cases: [
      { name: 'no refusals', className: 'verify.shop' },
      { name: 'cohort vip: size', className: 'verify.shop', failure: '2 members, not 3\n  and why' },
    ],
  },
  { name: 'empty', cases: [] },
];

test('a reader of others finds every suite, test, count and message', async () => {
  const read = await parse(junitText('verify', suites));
  expect(read).toMatchObject({
    name: 'verify',
    tests: 2,
    failures: 1,
    errors: 0,
    testsuite: [
      {
        name: 'expectations.yaml',
        tests: 2,
        failures: 1,
        testcase: [
          { name: 'no refusals', classname: 'verify.shop' },
          {
            name: 'cohort vip: size',
            failure: [{ message: '2 members, not 3', inner: '2 members, not 3\n  and why' }],
          },
        ],
      },
      { name: 'empty', tests: 0, failures: 0 },
    ],
  });
});

test.each([
  ['markup', `<b> & "quotes" 'and' ]]>`, `<b> & "quotes" 'and' ]]>`],
  ['white space', 'a\tb\nc\rd', 'a\tb\nc\rd'],
  ['other letters', 'Zoë 東京 🙂', 'Zoë 東京 🙂'],
  ['what XML cannot carry', 'a\u0000b\u001bc\ufffe\ud83dd', 'a\\u0000b\\u001bc\\ufffe\\ud83dd'],
])('%s comes through in a name and in a message', async (_, text, read) => {
  const cases = [{ name: text, className: 'c', failure: `first\n${text}` }];
  const { testsuite: [suite] = [] } = (await parse(junitText('verify', [{ name: 's', cases }]))) as {
    testsuite?: { testcase?: { name?: string; failure?: { inner?: string }[] }[] }[];
  };
  expect(suite?.testcase?.[0]).toMatchObject({ name: read, failure: [{ inner: `first\n${read}` }] });
});
