import { describe, expect, test } from 'vitest';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator } from '../../../support/emulator.js';
import { entryOf } from '../../../support/journal.js';
import { anEvent, aPurchase } from '../../../support/users/track.js';
import { wireAlias } from '../../../support/users/users.js';

// An object of /users/track that is refused: the note points at the field that refused it, and shows what stands there.

const person = (fields: object) => ({ attributes: [{ external_id: 'a', ...fields }] });
const event = (fields: object) => ({ events: [anEvent(fields)] });
const purchase = (fields: object) => ({ purchases: [aPurchase(fields)] });
const group = {
  subscription_group_id: '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  subscription_state: 'subscribed',
};
const token = { app_id: 'app', token: 't' };
const long = 'x'.repeat(988);

/** What is sent, the place of the culprit, and what stands there: `undefined` for nothing. */
const refused: [string, object, unknown][] = [
  ['purchases[0].price', purchase({ price: '12.50' }), '12.50'],
  ['purchases[0].price', purchase({ price: null }), null],
  ['purchases[0].currency', purchase({ currency: 'XXQ' }), 'XXQ'],
  ['purchases[0].quantity', purchase({ quantity: 101 }), 101],
  ['purchases[0].product_id', purchase({ product_id: undefined }), undefined],
  ['events[0].name', event({ name: undefined }), undefined],
  ['events[0].time', event({ time: 1_770_109_200 }), 1_770_109_200],
  ['events[0].app_id', event({ app_id: 7 }), 7],
  ['events[0].properties', event({ properties: 'x' }), 'x'],
  ['events[0].properties.$url', event({ properties: { $url: 'u' } }), 'u'],
  [
    'events[0].properties["a.b"]',
    event({ properties: { 'a.b': 'x'.repeat(256) } }),
    expect.stringMatching(/^x+…/),
  ],
  ['attributes[0].external_id', person({ external_id: long }), expect.stringMatching(/^x+…/)],
  ['attributes[0].braze_id', person({ braze_id: 'b' }), 'b'],
  ['attributes[0].user_alias', person({ external_id: null, user_alias: 'crm:1' }), 'crm:1'],
  [
    'attributes[0].user_alias.alias_name',
    person({ external_id: null, user_alias: { ...wireAlias('crm:1'), alias_name: 1 } }),
    1,
  ],
  ['attributes[0]._update_existing_only', person({ _update_existing_only: 'yes' }), 'yes'],
  ['attributes[0]._merge_objects', person({ _merge_objects: 1 }), 1],
  ['attributes[0].email', person({ email: 'x' }), 'x'],
  ['attributes[0].email_subscribe', person({ email_subscribe: 'yes' }), 'yes'],
  [
    'attributes[0].current_location.latitude',
    person({ current_location: { longitude: 1, latitude: 91 } }),
    91,
  ],
  [
    'attributes[0].subscription_groups[1].subscription_state',
    person({ subscription_groups: [group, { ...group, subscription_state: 'in' }] }),
    'in',
  ],
  ['attributes[0].push_tokens[1].app_id', person({ push_tokens: [token, { ...token, app_id: 7 }] }), 7],
  [
    'attributes[0].push_tokens[0].device_id',
    person({ push_tokens: [{ ...token, device_id: 'short' }] }),
    'short',
  ],
  ['attributes[0].push_token_import', person({ push_token_import: true, push_tokens: [token] }), true],
  ['attributes[0]', person({ external_id: undefined, plan: 'gold' }), { plan: 'gold' }],
  ['attributes[0]', { attributes: ['a'] }, 'a'],
];

describe.each(['lenient', 'strict'])('in a %s workspace', (strictness) => {
  test.each(refused)('%s refuses its object, %#', async (path, body, received) => {
    const t = await freshEmulator();
    await workspaceOf(t)('PATCH', '', { behaviour: { strictness } });
    const [name = ''] = Object.keys(body);
    const alone = (await entryOf(t, await t.rest('/users/track', { ...body }))).decision;
    expect(alone).toMatchObject({ kind: 'refused', rule: 'no_valid_track_data', path });

    const beside = name === 'purchases' ? { events: [anEvent()] } : { purchases: [aPurchase()] };
    const answer = await t.rest('/users/track', { ...body, ...beside });
    expect(answer.json.errors).toEqual([{ type: expect.anything(), input_array: name, index: 0 }]);
    const [note] = (await entryOf(t, answer)).decision.notes;
    expect(note).toMatchObject({ rule: 'object_refused', path });
    expect([alone.received, note.received]).toEqual([received, received]);
  });
});
