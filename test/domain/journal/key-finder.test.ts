import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyFinder } from '../../../src/domain/journal/key-finder.js';
import { Secrets } from '../../../src/domain/journal/secrets.js';
import { atOnce } from '../../../src/domain/pieces.js';

const uuid = '22222222-bbbb-4bbb-8bbb-222222222222';

function finderOf(...keys: string[]): { redact(text: string): string } {
  const finder = new KeyFinder();
  for (const key of keys) finder.add(key);
  const secrets = new Secrets([finder]);
  return { redact: (text) => atOnce(secrets.redactOurs([text]))[0]! };
}

test.each([
  [uuid, '[redacted]'],
  [`Bearer ${uuid}`, 'Bearer [redacted]'],
  [`a${uuid}b${uuid}`, 'a[redacted]b[redacted]'],
  [`${uuid}${uuid}`, '[redacted]'],
  [`é\u{1f600}${uuid}\u{1f600}`, 'é\u{1f600}[redacted]\u{1f600}'],
  [`22222222-2222-${uuid}`, '22222222-2222-[redacted]'],
  [uuid.slice(1), uuid.slice(1)],
  [uuid.toUpperCase().replaceAll('B', 'C'), uuid.toUpperCase().replaceAll('B', 'C')],
  ['', ''],
])('in %j a long key goes wherever it stands', (text, clean) => {
  expect(finderOf(uuid).redact(text)).toBe(clean);
});

test.each([
  ['my-key-1', '[redacted]'],
  ['"my-key-1"', '"[redacted]"'],
  ['?k=my-key-1&x', '?k=[redacted]&x'],
  ['my-key-12', 'my-key-12'],
  ['my-key-1-a', 'my-key-1-a'],
  ['not-my-key-1', 'not-my-key-1'],
  ['a_my-key-1', 'a_my-key-1'],
])('in %j a key of fewer than 16 characters goes as a word of its own only', (text, clean) => {
  expect(finderOf('my-key-1').redact(text)).toBe(clean);
});

test('a key of fewer than 8 characters could be anybody, and stays', () => {
  expect(finderOf('vip', '1234567').redact('vip 1234567')).toBe('vip 1234567');
});

test('of two keys one of which begins the other the whole longer one goes', () => {
  const finder = finderOf('a-key-of-sixteen', 'a-key-of-sixteen-and-more');
  expect(finder.redact('a-key-of-sixteen-and-more')).toBe('[redacted]');
  expect(finder.redact('a-key-of-sixteen-and-less')).toBe('[redacted]-and-less');
});

test('whatever the keys and the text, no long key is left in it and everything else is', () => {
  const aKey = fc.string({
    unit: fc.constantFrom('a', 'b', 'é', '\u{1f600}', '"'),
    minLength: 16,
    maxLength: 20,
  });
  const someText = fc.array(fc.oneof(fc.constantFrom('-', 'aa', 'b'), aKey), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(aKey, { minLength: 1, maxLength: 8 }), someText, fc.nat(), (keys, parts, place) => {
      const finder = finderOf(...keys);
      const text = [...parts.slice(0, place % 7), keys[0], ...parts.slice(place % 7)].join('');
      const clean = finder.redact(text);
      for (const key of keys) expect(clean).not.toContain(key);
      // What is left is the text with pieces taken out, in its order.
      let from = 0;
      for (const piece of clean.split('[redacted]')) {
        const at = text.indexOf(piece, from);
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + piece.length;
      }
    }),
  );
});

test('a text without a key comes back as the same text', () => {
  const finder = finderOf(uuid);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(finder.redact(text)).toBe(text);
    }),
  );
});
