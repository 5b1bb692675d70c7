import { expect, test } from 'vitest';
import { readExpectationsFile } from '../../src/expectations/expectations-file.js';
import { expectsNothing } from '../../src/expectations/judge.js';
import { temporaryFile } from '../support/command.js';

/** What reading a file with that text says, without the folder it is in. */
async function refusalOf(text: string): Promise<string> {
  const file = temporaryFile('expectations.yaml', text);
  const error = await readExpectationsFile(file).catch((its: unknown) => its);
  return (error as Error).message.replaceAll(file, 'expectations.yaml');
}

test.each([
  ['no version', 'cohorts: []\n', 'expectations.yaml:1: version is required: expected 1'],
  ['another version', 'version: 2\n', 'expectations.yaml:1: version is not valid: expected 1, received 2'],
  [
    'a misspelt field',
    'version: 1\ncohorts:\n  - partner: hightouch\n    cohort: vip\n    size: 1\n',
    'expectations.yaml:4: cohorts[0].cohort is not a known field; did you mean "cohort_id"?',
  ],
  [
    'path in place of route',
    'version: 1\nrequests:\n  - { path: /users/track }\n',
    'expectations.yaml:3: requests[0].path is not a known field; did you mean "route"?',
  ],
  [
    'a number among ids',
    'version: 1\ncohorts:\n  - partner: hightouch\n    cohort_id: vip\n    members:\n      - a\n      - 0017\n',
    'expectations.yaml:7: cohorts[0].members[1] is not valid: expected a text; put quotes round a number',
  ],
  [
    'somebody who stands twice',
    'version: 1\nsegments:\n  - { name: S, includes: [a, b, a] }\n',
    "expectations.yaml:3: segments[0].includes[2] is not valid: 'a' stands twice",
  ],
  [
    'a cohort of which nothing is expected',
    'version: 1\ncohorts:\n  - { partner: hightouch, cohort_id: vip }\n',
    'expectations.yaml:3: cohorts[0] is not valid: expected at least one of members, includes, excludes, size',
  ],
  [
    'a segment without name and id',
    'version: 1\nsegments: [{ size: 1 }]\n',
    'expectations.yaml:2: segments[0] is not valid: expected the name of a segment, or its id',
  ],
  [
    'two kinds of counts',
    'version: 1\nrequests: [{ count: 1, at_most: 2 }]\n',
    'expectations.yaml:2: requests[0] is not valid: expected either count, or at_least and at_most',
  ],
  [
    'bounds that leave nothing',
    'version: 1\nrequests: [{ at_least: 3, at_most: 2 }]\n',
    'expectations.yaml:2: requests[0] is not valid: expected at_least not to be above at_most',
  ],
  [
    'a status that is none',
    'version: 1\nrequests: [{ status: 4x }]\n',
    'expectations.yaml:2: requests[0].status is not valid: expected a status such as 201, or a class of them',
  ],
  ['broken YAML', 'version: 1\ncohorts: [\n', 'expectations.yaml:3: '],
])('%s is told with file, line and path', async (_, text, sentence) => {
  expect(await refusalOf(text)).toContain(sentence);
});

test('every mistake is told, in one go', async () => {
  const lines = (await refusalOf('version: 1\nno_refusal: true\ncohorts: [{ partner: p }]\n')).split('\n');
  expect(lines).toEqual([
    'expectations.yaml:3: cohorts[0].cohort_id is required',
    'expectations.yaml:2: no_refusal is not a known field; did you mean "no_refusals"?',
  ]);
});

test('a missing file is called by its name', async () => {
  await expect(readExpectationsFile('none.yaml')).rejects.toThrow(
    'Cannot read expectations file none.yaml: there is no such file',
  );
});

test.each([
  ['', true],
  ['version: 1\n', true],
  ['version: 1\ncohorts: []\nno_refusals: false\n', true],
  ['version: 1\nno_refusals: true\n', false],
  ['{"version":1,"segments":[{"name":"S","size":0}]}', false],
])('%j expects nothing: %s', async (text, isNothing) => {
  expect(expectsNothing(await readExpectationsFile(temporaryFile('e.yaml', text)))).toBe(isNothing);
});
