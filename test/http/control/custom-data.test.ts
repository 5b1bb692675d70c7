import { describe, expect, test } from 'vitest';
import { controlOf, workspaceOf } from '../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../support/emulator.js';
import { entryOf } from '../../support/journal.js';
import { messagingWorld } from '../../support/messaging.js';
import { anAttributesObject, anEvent, profileOf, profilesBy, track } from '../../support/users/track.js';

// Types that a workspace forces on custom attributes, and what it blocklists. Case 37 of the public cases.

const settings = {
  custom_attributes: [
    { name: 'seats', type: 'number' },
    { name: 'old_plan', blocklisted: true },
  ],
  blocklisted_events: ['clicked'],
};

/** An emulator whose workspace has the settings. */
async function emulatorWith(body: object = settings): Promise<TestEmulator> {
  const t = await freshEmulator();
  expect((await workspaceOf(t)('PATCH', '', body)).status).toBe(200);
  return { ...t, workspace: { ...t.workspace, ...t.emulator.enterWorkspace(t.workspace.id) } };
}

describe('a workspace', () => {
  test('is created with custom data settings, and shows them', async () => {
    const control = controlOf(await freshEmulator());
    const made = await control('POST', '/workspaces', settings);
    expect(made.json).toMatchObject({
      custom_attributes: [
        { name: 'seats', type: 'number', blocklisted: false },
        { name: 'old_plan', blocklisted: true },
      ],
      blocklisted_events: ['clicked'],
    });
    expect((await control('GET', `/workspaces/${made.json.id}`)).json).toEqual(made.json);
  });

  test('keeps each list that a PATCH leaves out, and a reset brings back those of its creation', async () => {
    const control = controlOf(await freshEmulator());
    const { id } = (await control('POST', '/workspaces', settings)).json;
    const patched = await control('PATCH', `/workspaces/${id}`, { custom_attributes: [] });
    expect(patched.json).toMatchObject({ custom_attributes: [], blocklisted_events: ['clicked'] });
    const reset = await control('POST', `/workspaces/${id}/reset`);
    expect(reset.json.custom_attributes).toHaveLength(2);
  });

  test.each([
    [{ custom_attributes: [{ name: 'email' }] }, 'custom_attributes[0].name'],
    [{ custom_attributes: [{ name: 'a' }, { name: 'a' }] }, 'custom_attributes[1].name'],
    [{ custom_attributes: [{ name: 'a', type: 'text' }] }, 'custom_attributes[0].type'],
    [{ custom_attributes: [{ name: 'a', blocked: true }] }, 'custom_attributes[0].blocked'],
    [{ blocklisted_events: [''] }, 'blocklisted_events[0]'],
  ])('with %j is refused', async (body, path) => {
    const control = controlOf(await freshEmulator());
    const answer = await control('POST', '/workspaces', body);
    expect([answer.status, answer.json.error.path]).toEqual([400, path]);
  });
});

describe('an attribute', () => {
  test('of a forced type is coerced, and ignored where that is impossible', async () => {
    const t = await emulatorWith();
    await track(t, { attributes: [anAttributesObject({ seats: '100' })] });
    expect(profileOf(t).customAttributes).toEqual({ seats: 100 });
    const answer = await track(t, { attributes: [anAttributesObject({ seats: 'abc', plan: 'gold' })] });
    expect(answer.json).toEqual({ attributes_processed: 1, message: 'success' });
    expect(profileOf(t).customAttributes).toEqual({ seats: 100, plan: 'gold' });
    expect((await entryOf(t, answer)).decision.notes).toMatchObject([
      {
        rule: 'attribute_type',
        path: 'attributes[0].seats',
        message: 'attributes[0].seats cannot become a value of the type number, and was not set',
        received: 'abc',
      },
    ]);
  });

  test('that is blocklisted keeps what it had', async () => {
    const t = await freshEmulator();
    await track(t, { attributes: [anAttributesObject({ old_plan: 'gold' })] });
    await workspaceOf(t)('PATCH', '', settings);
    for (const value of ['silver', null]) {
      const answer = await track(t, { attributes: [anAttributesObject({ old_plan: value })] });
      expect((await entryOf(t, answer)).decision.notes).toMatchObject([
        { rule: 'attribute_blocklisted', path: 'attributes[0].old_plan' },
      ]);
    }
    expect(profileOf(t).customAttributes).toEqual({ old_plan: 'gold' });
  });

  test('that is set by a test or a seed has the type it was given', async () => {
    const t = await emulatorWith();
    await workspaceOf(t)('POST', '/users', [{ external_id: 'cust-1', attributes: { seats: 'many' } }]);
    expect(profileOf(t).customAttributes).toEqual({ seats: 'many' });
  });
});

test('an event that is blocklisted is not recorded, and makes nobody', async () => {
  const t = await emulatorWith();
  const answer = await track(t, {
    events: [anEvent({ external_id: 'new-1', name: 'clicked' }), anEvent({ external_id: 'new-2' })],
  });
  expect(answer.json).toEqual({ events_processed: 2, message: 'success' });
  expect(profilesBy(t, { externalId: 'new-1' })).toEqual([]);
  expect(profilesBy(t, { externalId: 'new-2' })).toHaveLength(1);
  expect((await entryOf(t, answer)).decision.notes).toMatchObject([
    { rule: 'event_blocklisted', path: 'events[0].name', received: 'clicked' },
  ]);
});

test('a strict workspace refuses what its settings ignore', async () => {
  const t = await emulatorWith({ ...settings, behaviour: { strictness: 'strict' } });
  const refusal = async (body: object) => (await track(t, body)).json.message;
  expect(await refusal({ attributes: [anAttributesObject({ seats: 'abc' })] })).toBe(
    'Refused because the workspace is strict: attributes[0].seats cannot become a value of the type number, and was not set',
  );
  expect(await refusal({ attributes: [anAttributesObject({ old_plan: 1 })] })).toBe(
    'Refused because the workspace is strict: attributes[0].old_plan is blocklisted, and was not set',
  );
  expect(await refusal({ events: [anEvent({ name: 'clicked' })] })).toBe(
    'Refused because the workspace is strict: events[0].name is blocklisted, so its entry has no effect',
  );
});

describe('a segment filter', () => {
  const save = async (filter: object) => {
    const t = await emulatorWith();
    const body = { name: 'S', definition: { groups: [{ filters: [filter] }] } };
    const answer = await workspaceOf(t)('POST', '/segments', body);
    return answer.status === 201 ? undefined : answer.json.error.path;
  };
  const custom = (name: string, more: object) => ({ type: 'custom_attribute', name, ...more });

  test.each([
    [custom('seats', { value_type: 'number', comparison: 'exactly', value: 1 }), undefined],
    [custom('other', { value_type: 'string', comparison: 'exists' }), undefined],
    [custom('seats', { value_type: 'string', comparison: 'exists' }), 'value_type'],
    [custom('old_plan', { value_type: 'string', comparison: 'exists' }), 'name'],
    [{ type: 'custom_event', name: 'clicked', metric: 'count', comparison: 'exactly', value: 1 }, 'name'],
  ])('%j is saved unless the settings say otherwise', async (filter, field) => {
    const path = field && `definition.groups[0].filters[0].${field}`;
    expect(await save(filter)).toBe(path);
  });
});

describe('a connected audience', () => {
  const comparing = (more: object) => ({ custom_attribute: { custom_attribute_name: 'seats', ...more } });
  const misfit = comparing({ comparison: 'matches_regex', value: '^1' });
  const path = 'audience.custom_attribute.comparison';

  test.each([
    [comparing({ comparison: 'greater_than', value: 1 }), undefined],
    [comparing({ comparison: 'exists' }), undefined],
    [{ custom_attribute: { custom_attribute_name: 'other', comparison: 'equals', value: 'x' } }, undefined],
    [comparing({ comparison: 'equals', value: '1' }), path],
    [comparing({ comparison: 'not_equal', value: true }), path],
    [misfit, path],
    [{ AND: [{ OR: [comparing({ comparison: 'exists' }), misfit] }] }, path.replace('.', '.AND[0].OR[1].')],
  ])('%j is taken unless the settings say otherwise', async (audience, place) => {
    const world = await messagingWorld();
    await workspaceOf(world)('PATCH', '', settings);
    const campaign_id = await world.campaign();
    const schedule = { time: '2027-01-01T00:00:00Z' };
    const requests: [string, object][] = [
      ['/campaigns/trigger/send', { campaign_id }],
      ['/campaigns/trigger/schedule/create', { campaign_id, schedule }],
      ['/messages/send', { messages: { webhook: { url: 'https://x.test' } } }],
    ];
    for (const [route, body] of requests) {
      const answer = await world.rest(route, { ...body, broadcast: true, audience });
      const { decision } = await entryOf(world, answer);
      expect([route, answer.status, decision.path]).toEqual([route, place ? 400 : 201, place]);
    }
  });

  test('is told of the type that its attribute has', async () => {
    const world = await messagingWorld();
    await workspaceOf(world)('PATCH', '', settings);
    const answer = await world.trigger({
      campaign_id: await world.campaign(),
      broadcast: true,
      audience: misfit,
    });
    expect(answer.json.message).toBe(
      'audience.custom_attribute.comparison is one for the type string, and the workspace forces "seats" to the type number',
    );
  });
});
