import { expect, test } from 'vitest';
import { bodyLines, type PlacedNote } from '../../../../src/dashboard/pages/requests/body/body-lines.js';

/** The lines as they are read, each with its notes behind it. */
function read(body: unknown, notes: (PlacedNote & { says: string })[], shownMax = 100) {
  const { lines, others } = bodyLines(body, notes, shownMax);
  return {
    lines: lines.map((line) => {
      if ('hidden' in line) return `… ${line.hidden}`;
      const its = line.notes.map(
        ({ note, sameAs }) => `${note.says}${sameAs === undefined ? '' : `=${sameAs}`}`,
      );
      return [`${line.number} ${line.text}`, ...its].join(' # ');
    }),
    others: others.map(({ says }) => says),
  };
}

const oneObject = {
  client_secret: '[redacted]',
  cohort_id: 'vip',
  cohort_changes: { user_ids: ['cust-1'], shouldRemove: true },
};

test('a note stands at the line of the value it is about; keys are hidden', () => {
  const notes = [
    { path: 'cohort_changes', says: 'array' },
    { path: 'cohort_changes.shouldRemove', says: 'ignored' },
  ];
  expect(read(oneObject, notes)).toEqual({
    lines: [
      '1 {',
      '2   "client_secret": "••••",',
      '3   "cohort_id": "vip",',
      '4   "cohort_changes": { # array',
      '5     "user_ids": ["cust-1"],',
      '6     "shouldRemove": true # ignored',
      '7   }',
      '8 }',
    ],
    others: [],
  });
});

test('a list of short values is opened when a note is about one of them', () => {
  expect(read({ a: [1, 2] }, []).lines).toEqual(['1 {', '2   "a": [1, 2]', '3 }']);
  expect(read({ a: [1, 2] }, [{ path: 'a[1]', says: 'two' }]).lines).toEqual([
    '1 {',
    '2   "a": [',
    '3     1,',
    '4     2 # two',
    '5   ]',
    '6 }',
  ]);
});

test('a note about several values stands at each, and says in words at the first alone', () => {
  const notes = [{ path: 'a[0]', paths: ['a[0]', 'a[2]'], says: 'unknown' }];
  expect(read({ a: ['x', 'y', 'z'] }, notes).lines).toContain('3     "x", # unknown');
  expect(read({ a: ['x', 'y', 'z'] }, notes).lines).toContain('5     "z" # unknown=3');
});

test('what is missing is noted where it would be; what is about no value of the body stands apart', () => {
  const notes = [
    { path: 'changes[0].user_ids', says: 'missing' },
    { path: 'name', says: 'no name' },
    { path: 'headers.authorization', says: 'no key' },
    { says: 'whole' },
  ];
  const { lines, others } = read({ changes: [{ user: 1 }] }, notes);
  expect(lines).toContain('3     { "user": 1 } # missing');
  expect(others).toEqual(['no name', 'no key', 'whole']);
});

test('odd names, texts and empty values stay what they are; marks of direction are written out', () => {
  const body = { 'a.b': { '"q"': {} }, __proto__x: [], n: null, t: '</script>\n\u202e' };
  const { lines } = read(body, [{ path: '["a.b"]["\\"q\\""]', says: 'here' }]);
  expect(lines).toContain('3     "\\"q\\"": {} # here');
  expect(lines).toContain('6   "n": null,');
  expect(lines).toContain('7   "t": "</script>\\n\\u202e"');
});

test('of a long body the beginning is shown, and what is round notes', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `cust-${index}`);
  const { lines } = read({ ids }, [{ path: 'ids[500]', says: 'unknown' }], 4);
  expect(lines).toEqual([
    '1 {',
    '2   "ids": [',
    '3     "cust-0",',
    '4     "cust-1",',
    '… 496',
    '501     "cust-498",',
    '502     "cust-499",',
    '503     "cust-500", # unknown',
    '504     "cust-501",',
    '505     "cust-502",',
    '… 497',
    '1003   ]',
    '1004 }',
  ]);
});

test('text that is no JSON is shown line by line', () => {
  expect(read('a=1\nb', [{ says: 'no JSON' }])).toEqual({ lines: ['1 a=1', '2 b'], others: ['no JSON'] });
});
