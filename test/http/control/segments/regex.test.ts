import { expect, test } from 'vitest';
import { controlOf, workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import { allOf, inSegment } from '../../../support/segments/control-segments.js';

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
  ['(', "in RE2's syntax: missing closing ): ("],
  ['(?=gold)', "without look-around, which RE2's syntax does not have: (?="],
  ['(a)\\1', "without back references, which RE2's syntax does not have: \\1"],
])('the regular expression %s is refused wherever a definition stands', async (pattern, problem) => {
  const x = await freshEmulator();
  const ws = workspaceOf(x);
  const definition = {
    groups: [{ filters: [{ type: 'email_available', value: true }] }, ...ofNote(pattern).groups],
  };
  const segment = { name: 's', definition };
  const target = { additional_filters: definition };
  const { id } = (await ws('POST', '/segments', { name: 'saved', definition: {} })).json;
  for (const [path, answer] of [
    ['definition', await ws('POST', '/segments', segment)],
    ['definition', await ws('PUT', `/segments/${id}`, segment)],
    ['definition', await ws('POST', '/segments/evaluate', { definition })],
    ['target.additional_filters', await ws('POST', '/campaigns', { name: 'c', target })],
    ['target.additional_filters', await ws('POST', '/canvases', { name: 'c', target })],
    ['segments[0].definition', await controlOf(x)('POST', '/workspaces', { segments: [segment] })],
  ] as const) {
    expect(answer.status).toBe(400);
    const place = `${path}.groups[1].filters[0].value`;
    expect(answer.json.error).toMatchObject({
      message: `${place} is not valid: expected a regular expression ${problem}`,
      path: place,
    });
  }
});

const sized = (size: number) => ofNote(`a{${size}}`);
const together = (...sizes: number[]) => ({
  groups: sizes.flatMap((size) => sized(size).groups),
});
const tooLarge = (size: number) =>
  `comes to ${size} characters and classes of regular expressions (counted repetitions written out) with those of its segments, expected at most 10000`;

test('regular expressions come to at most 10,000 characters, those of the segments that are named too', async () => {
  const ws = workspaceOf(await freshEmulator());
  const save = (definition: object, name: string) => ws('POST', '/segments', { name, definition });
  const nine = together(...Array.from({ length: 9 }, () => 1_000));
  const leaf = (await save(nine, 'Leaf')).json.id;
  const message = async (answer: ReturnType<typeof ws>) => (await answer).json.error?.message;

  const ten = together(...Array.from({ length: 10 }, () => 1_000));
  expect((await ws('POST', '/segments/evaluate', { definition: ten })).status).toBe(200);
  const more = together(...Array.from({ length: 10 }, () => 1_000), 1);
  expect(await message(ws('POST', '/segments/evaluate', { definition: more }))).toBe(
    `definition is not valid: it ${tooLarge(10_001)}`,
  );
  const naming = (size: number) => ({ groups: [...allOf(inSegment(leaf)).groups, ...sized(size).groups] });
  expect((await save(naming(1_000), 'All')).status).toBe(201);
  expect(await message(save(allOf(inSegment(leaf), inSegment(leaf)), 'Twice'))).toContain(tooLarge(18_000));
  expect(
    await message(
      ws('PUT', `/segments/${leaf}`, {
        name: 'Leaf',
        definition: together(1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1),
      }),
    ),
  ).toBe(`definition is not valid: "All", which uses it, ${tooLarge(10_001)}`);
  const target = { segment_ids: [leaf], additional_filters: together(1_000, 1) };
  expect(await message(ws('POST', '/campaigns', { name: 'c', target }))).toBe(
    `target is not valid: it ${tooLarge(10_001)}`,
  );
});

test('those of a new workspace come to at most 10,000 together', async () => {
  const control = controlOf(await freshEmulator());
  const segments = Array.from({ length: 9 }, (_, index) => ({ name: `s${index}`, definition: sized(1_000) }));
  const targeting = (size: number) => [{ name: 'c', target: { additional_filters: sized(size) } }];
  const make = (body: object) => control('POST', '/workspaces', { segments, ...body });
  expect((await make({ campaigns: targeting(500), canvases: targeting(500) })).status).toBe(201);
  const refused = await make({ campaigns: targeting(500), canvases: targeting(501) });
  expect(refused.json.error).toMatchObject({
    path: 'segments',
    message:
      'segments is not valid: expected regular expressions of at most 10000 characters and classes in all segments, campaigns and Canvases (counted repetitions written out), received 10001',
  });
});
