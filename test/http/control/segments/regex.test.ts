import { expect, test } from 'vitest';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import { allOf } from '../../../support/segments/control-segments.js';

const ofNote = (value: string) =>
  allOf({
    type: 'custom_attribute',
    name: 'note',
    value_type: 'string',
    comparison: 'matches_regex',
    value,
  });
/** Takes any engine some time, and one that tries every way in which it could match for ever. */
const slowPattern = '^(a|a)*$';
const slowNote = `${'a'.repeat(254)}!`;

async function emulatorWithNotes(count: number) {
  const x = await freshEmulator({ transport: 'over a socket' });
  const users = Array.from({ length: count }, (_, number) => ({
    external_id: `slow ${number}`,
    attributes: { note: slowNote },
  }));
  const all = [...users, { external_id: 'other', attributes: { note: 'aaaa' } }];
  await workspaceOf(x)('POST', '/users', all);
  return x;
}

test('while users are selected by a slow regular expression, other requests are answered', async () => {
  const x = await emulatorWithNotes(6_000);
  const definition = ofNote(slowPattern);
  let isSelected = false;
  const selecting = workspaceOf(x)('POST', '/segments/evaluate', { definition }).finally(
    () => (isSelected = true),
  );
  let answered = 0;
  while (!isSelected) {
    await x.send('/_emulator/v1/health');
    answered++;
  }
  expect((await selecting).json).toMatchObject({ size: 1, members: [{ external_id: 'other' }] });
  // One may be answered before it begins, and one when it is over.
  expect(answered).toBeGreaterThan(4);
});

test('users who are deleted while they are selected are not among them', async () => {
  const x = await emulatorWithNotes(6_000);
  const ws = workspaceOf(x);
  const selecting = ws('POST', '/segments/evaluate', { definition: ofNote('a') });
  await x.rest('/users/delete', { external_ids: ['slow 0'] });
  const { json } = await selecting;
  expect([6_000, 6_001]).toContain(json.size);
  expect((await ws('POST', '/segments/evaluate', { definition: ofNote('a') })).json.size).toBe(6_000);
});

test.each([
  ['(?=gold)', "without look-around, which RE2's syntax does not have: (?="],
  ['(a)\\1', "without back references, which RE2's syntax does not have: \\1"],
])('a segment with the regular expression %s is refused', async (pattern, problem) => {
  const x = await freshEmulator();
  const answer = await workspaceOf(x)('POST', '/segments', { name: 's', definition: ofNote(pattern) });
  expect(answer.status).toBe(400);
  expect(answer.json.error.message).toContain(`expected a regular expression ${problem}`);
});
