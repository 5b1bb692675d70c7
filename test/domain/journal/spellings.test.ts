import { expect, test } from 'vitest';
import { KeyFinder } from '../../../src/domain/journal/key-finder.js';
import { Secrets } from '../../../src/domain/journal/secrets.js';
import { atOnce, stretchLength } from '../../../src/domain/pieces.js';
import { spellingsOf } from '../../support/secrets/spellings.js';

const key = 'Known-key-Of-the-server';

function redact(text: string): string {
  const finder = new KeyFinder();
  finder.add(key);
  return atOnce(new Secrets([finder]).redact([text]))[0]!;
}

test.each(Object.entries(spellingsOf(key)))('a key is found %s, and what is round it stays', (_, spelled) => {
  const clean = redact(`before ${spelled} after`);
  expect(clean).toMatch(/^before \S*\[redacted\]\S* after$/);
  expect(clean).not.toContain(spelled);
});

test.each(Object.entries(spellingsOf(key)))(
  'a key is found %s where one piece of a long text ends',
  (_, spelled) => {
    for (const before of [0, 1, Math.floor(spelled.length / 2), spelled.length - 4, spelled.length]) {
      const begin = ' '.repeat(stretchLength - before);
      const end = ' '.repeat(stretchLength);
      const clean = redact(begin + spelled + end);
      expect(clean.startsWith(begin)).toBe(true);
      expect(clean.endsWith(end)).toBe(true);
      expect(clean.trim()).toMatch(/^\S*\[redacted\]\S*$/);
      expect(clean).not.toContain(spelled);
    }
  },
);

test.each([
  ['https://user:pa55@hooks.example/in?x=a@b', 'https://[redacted]@hooks.example/in?x=a@b'],
  ['see http://token@[::1]:8080, or http://x/@y', 'see http://[redacted]@[::1]:8080, or http://x/@y'],
  ['https%3A%2F%2Fuser%3Apa55%40hooks.example', 'https%3A%2F%2F[redacted]%40hooks.example'],
  ['https:\\/\\/user:p@55@hooks.example', 'https:\\/\\/[redacted]@hooks.example'],
  ['https://hooks.example somebody@example.com', 'https://hooks.example somebody@example.com'],
])('of the address in %s user and password go', (text, clean) => {
  expect(redact(text)).toBe(clean);
});

test.each([
  '100 % of 5\\n%zz %4',
  'dGhpcyBpcyBhbiBvcmRpbmFyeSB0ZXh0IG9mIG5vIGludGVyZXN0IGF0IGFsbA==',
  '8a7bcf12-3c4d-4e5f-8a9b-000000000012',
  'aHR0cHM6Ly9ob29rcy5leGFtcGxlL2luP2VtYWlsPWFAYi5jJng9MQ==',
])('%s has no secret in it and stays', (text) => {
  expect(redact(text)).toBe(text);
});

/** What is left of values under names of keys, that are no keys, where they stand elsewhere. */
function lookedFor(...strangers: string[]): string[] {
  const finder = new KeyFinder();
  for (const value of strangers) finder.addStranger(value);
  const clean = atOnce(new Secrets([finder]).redact(strangers));
  return strangers.filter((_, index) => clean[index] === '[redacted]');
}

// A client makes such values up by the thousand, so those that cost much are known by their names alone.
test('a value under the name of a key is looked for elsewhere when it is neither short, nor long, nor repeats itself', () => {
  const long = Array.from({ length: 32 }, (_, index) => `${index}-of-many`.padStart(8, 'x')).join('');
  const [longest, longer] = [long.slice(0, 256), long.slice(0, 257)];
  expect(lookedFor('an-ordinary-value', longest)).toEqual(['an-ordinary-value', longest]);
  expect(lookedFor('short', 'ab'.repeat(20), longer)).toEqual([]);
});

test('of values under names of keys that end alike and differ in length four are looked for elsewhere', () => {
  const values = ['a', 'bb', 'ccc', 'dddd', 'eeeee', 'ffffff'].map((begin) => `${begin}-1234567`);
  expect(lookedFor(...values)).toEqual(values.slice(0, 4));
});
