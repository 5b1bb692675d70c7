import { expect, test } from 'vitest';
import { controlOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import { allOf, inSegment } from '../../../support/segments/control-segments.js';

const filters = (count: number) =>
  Array.from({ length: count }, () => ({ type: 'session_count', comparison: 'exactly', value: 1 }));
const groups = (count: number) =>
  Array.from({ length: count }, () => ({ filters: [{ type: 'email_available', value: true }] }));

async function segments() {
  const t = await freshEmulator();
  const control = controlOf(t);
  const base = `/workspaces/${t.workspace.id}`;
  return {
    control,
    base,
    save: (definition: object, name = 'S') => control('POST', `${base}/segments`, { name, definition }),
  };
}

test('a definition has at most 100 filters, all groups together', async () => {
  const { save, control, base } = await segments();
  const most = { groups: [{ filters: filters(60) }], exclusion_groups: [{ filters: filters(40) }] };
  expect((await save(most)).status).toBe(201);
  const sentence = 'is not valid: expected at most 100 filters, all groups together';
  for (const [definition, path] of [
    [{ groups: [{ filters: filters(101) }] }, 'groups[0].filters'],
    [{ groups: groups(101) }, 'groups'],
    [{ exclusion_groups: groups(101) }, 'exclusion_groups'],
    [{ groups: [{ filters: filters(60) }], exclusion_groups: [{ filters: filters(41) }] }, 'groups'],
  ] as const) {
    const refused = await save(definition);
    expect(refused.status).toBe(400);
    expect(refused.json.error.message).toContain(`definition.${path} ${sentence}`);
    expect((await control('POST', `${base}/segments/evaluate`, { definition })).status).toBe(400);
    const campaign = { name: 'C', target: { additional_filters: definition } };
    const target = await control('POST', `${base}/campaigns`, campaign);
    expect(target.json.error.message).toContain(`target.additional_filters.${path} ${sentence}`);
  }
});

test('with those of the segments that it names it comes to at most 1,000', async () => {
  const { save, control, base } = await segments();
  const ids: string[] = [];
  for (let number = 0; number < 10; number++) {
    const saved = await save({ groups: [{ filters: filters(number === 0 ? 99 : 100) }] }, `S${number}`);
    ids.push(saved.json.id);
  }
  const [first = ''] = ids;
  const inAll = { type: 'segment', comparison: 'includes', segment_ids: ids };
  const all = { groups: [{ filters: [inAll, ...filters(1)] }] };
  expect((await save(all, 'All')).status).toBe(201);
  const more = await save({ groups: [{ filters: [inAll, ...filters(2)] }] });
  expect(more.status).toBe(400);
  expect(more.json.error).toMatchObject({
    path: 'definition',
    message:
      'definition is not valid: it comes to 1001 filters with those of its segments, expected at most 1000',
  });
  // A segment named twice counts twice.
  const twice = { groups: [...all.groups, { filters: [{ ...inAll, segment_ids: [first] }] }] };
  expect((await save(twice)).status).toBe(400);
  const grown = { name: 'S0', definition: { groups: [{ filters: filters(100) }] } };
  const refused = await control('PUT', `${base}/segments/${first}`, grown);
  expect(refused.json.error.message).toBe(
    'definition is not valid: "All", which uses it, comes to 1001 filters with those of its segments, expected at most 1000',
  );
});

test('so does a target, whose segments may name segments', async () => {
  const { save, control, base } = await segments();
  const leaf = (await save({ groups: [{ filters: filters(100) }] })).json.id;
  const nest = (await save(allOf(...Array.from({ length: 6 }, () => inSegment(leaf))))).json.id;
  const campaign = (segmentIds: string[], name = 'C') => ({ name, target: { segment_ids: segmentIds } });
  const made = await control('POST', `${base}/campaigns`, campaign([nest, leaf, leaf, leaf, leaf], 'Big'));
  expect(made.status).toBe(201);
  const refused = await control('POST', `${base}/canvases`, campaign([nest, nest]));
  expect(refused.json.error.message).toContain('target is not valid: it comes to 1200 filters');
  const grown = { name: 'N', definition: allOf(...Array.from({ length: 7 }, () => inSegment(leaf))) };
  const saved = await control('PUT', `${base}/segments/${nest}`, grown);
  expect(saved.json.error.message).toContain('"Big", which uses it, comes to 1100 filters');
});

test.each([
  ['segments', (index: number) => ({ name: `S${index}`, definition: {} }), 'segments'],
  ['campaigns', (index: number) => ({ name: `C${index}` }), 'campaigns'],
  ['canvases', (index: number) => ({ name: `C${index}` }), 'Canvases'],
] as const)('a workspace has at most 1,000 %s', async (list, make, what) => {
  const control = controlOf(await freshEmulator());
  const full = { [list]: Array.from({ length: 1_000 }, (_, index) => make(index)) };
  const made = await control('POST', '/workspaces', full);
  expect(made.status).toBe(201);
  const refused = await control('POST', `/workspaces/${made.json.id}/${list}`, make(1_000));
  expect(refused.status).toBe(400);
  expect(refused.json.error.message).toBe(`A workspace has at most 1000 ${what}; delete some`);
  const more = await control('POST', '/workspaces', { [list]: [...full[list]!, make(1_000)] });
  expect(more.json.error).toMatchObject({ path: list, message: expect.stringContaining('<=1000') });
});

test('a workspace is made with at most 5,000 filters, in segments, campaigns and Canvases together', async () => {
  const control = controlOf(await freshEmulator());
  const segments = (count: number) =>
    Array.from({ length: 48 }, (_, index) => ({
      name: `S${index}`,
      definition: { groups: [{ filters: filters(60) }], exclusion_groups: [{ filters: filters(count) }] },
    }));
  const targets = (count: number) => [
    { name: 'C', target: { additional_filters: { groups: [{ filters: filters(count) }] } } },
  ];
  const most = { segments: segments(40), campaigns: targets(100), canvases: targets(100) };
  expect((await control('POST', '/workspaces', most)).status).toBe(201);
  for (const more of [
    { ...most, segments: segments(41) },
    { ...most, campaigns: targets(101) },
    { ...most, canvases: [...targets(100), ...targets(1)] },
    { ...most, canvases: [...targets(100), { name: 'N', target: { segment_ids: ['x'] } }] },
    {
      ...most,
      segments: [...segments(40), { name: 'N', definition: allOf(inSegment('x')) }],
      campaigns: targets(99),
    },
  ]) {
    const refused = await control('POST', '/workspaces', more);
    expect(refused.status).toBe(400);
    expect(refused.json.error.message).toMatch(
      /^segments is not valid: expected at most 5000 filters in all segments, campaigns and Canvases, the segments that they name counted with them, received 50(01|48)$/,
    );
  }
  // What is no list of filters is told as elsewhere.
  for (const segments of [{}, [null], [{ definition: { groups: 5 } }]]) {
    expect((await control('POST', '/workspaces', { segments })).status).toBe(400);
  }
});

/** A definition of about so many bytes. */
function definitionOf(bytes: number) {
  const value = (count: number) => Array.from({ length: count }, () => 'x'.repeat(30));
  const filter = { type: 'custom_attribute', name: 'n', value_type: 'string', comparison: 'is_any_of' };
  const perFilter = 8_000;
  return allOf(
    ...Array.from({ length: Math.floor(bytes / perFilter) }, () => ({
      ...filter,
      value: value(perFilter / 33),
    })),
  );
}

test('definitions and targets of a workspace have at most 2 MiB together, whichever way they come', async () => {
  const { save, control, base } = await segments();
  const large = definitionOf(390_000);
  const ids: string[] = [];
  for (let number = 0; number < 4; number++) ids.push((await save(large, `S${number}`)).json.id);
  const targeting = { name: 'C', target: { additional_filters: large } };
  const campaign = await control('POST', `${base}/campaigns`, targeting);
  expect(campaign.status).toBe(201);
  const small = (await save(definitionOf(8_000), 'Small')).json.id;
  const canvas = await control('POST', `${base}/canvases`, { name: 'C' });

  const refusal =
    /^The definitions of all segments and the targets of all campaigns and Canvases of a workspace have at most 2097152 bytes as JSON, and would have 2\d{6}; delete some$/;
  for (const refused of [
    await save(large, 'more'),
    await control('PUT', `${base}/segments/${small}`, { name: 'Small', definition: large }),
    await control('POST', `${base}/canvases`, targeting),
    await control('PUT', `${base}/canvases/${canvas.json.id}`, targeting),
    await control('POST', '/workspaces', {
      segments: Array.from({ length: 6 }, (_, index) => ({ name: `S${index}`, definition: large })),
    }),
  ]) {
    expect(refused.status).toBe(400);
    expect(refused.json.error.message).toMatch(refusal);
  }
  // Nothing of it was kept.
  const kept = (await control('GET', `${base}/segments?limit=1000`)).json.segments;
  expect(kept.map((its: { name: string }) => its.name)).not.toContain('more');
  expect((await control('DELETE', `${base}/segments/${ids[0]}`)).status).toBe(204);
  expect((await save(large, 'more')).status).toBe(201);
});

test('all that a workspace says of campaigns has at most 64 MiB', async () => {
  const { control, base } = await segments();
  const description = 'x'.repeat(4_000_000);
  const make = (index: number) => control('POST', `${base}/campaigns`, { name: `C${index}`, description });
  for (let index = 0; index < 16; index++) expect((await make(index)).status).toBe(201);
  const refused = await make(16);
  expect(refused.status).toBe(400);
  expect(refused.json.error.message).toMatch(
    /^All segments, campaigns and Canvases of a workspace have at most 67108864 bytes as JSON, and would have 680\d{5}; delete some$/,
  );
});
