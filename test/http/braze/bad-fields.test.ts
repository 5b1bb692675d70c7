import { describe, expect, test } from 'vitest';
import { change, expectBrazeShape, named, refusal, refusals, said, success } from '../../support/answers.js';
import { emulatorOverSocket, endpoints, isUntouched, jsonHeaders } from '../../support/braze-endpoints.js';
import { freshEmulator } from '../../support/emulator.js';
import { sendRaw } from '../../support/http/raw-http.js';
import { aUser, byExternalId, exported, userCount } from '../../support/users/users.js';

const noTrackData = refusal(
  400,
  "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.",
);
const noExportIds = refusal(
  400,
  "'external_ids', 'user_aliases', 'device_id', 'braze_id', 'email_address' or 'phone' is required",
);
/** What each endpoint says to a body without any field. */
const toNothing: Record<string, string> = {
  '/partners/hightouch/cohorts': refusals.partnerApiKey,
  '/partners/hightouch/cohorts/users': refusals.partnerApiKey,
  '/users/track': noTrackData,
  '/users/export/ids': noExportIds,
};
const megabyte = 'x'.repeat(1_048_576);

describe.each(endpoints)('$path', ({ path }) => {
  test.each([
    '[]',
    '[[]]',
    '[{"external_ids":["a"]}]',
    'null',
    'true',
    '0',
    '1e400',
    '"a"',
    '{}',
    '{"__proto__":{"partner_api_key":"11111111-aaaa-4aaa-8aaa-111111111111","external_ids":["a"],"attributes":[{}]}}',
  ])('a body of %s has no fields', async (body) => {
    const t = await emulatorOverSocket();
    const answer = await sendRaw(t, path, { headers: jsonHeaders(t), body });
    expect(said(answer)).toBe(toNothing[path]);
    expectBrazeShape(t, answer);
    expect(isUntouched(t)).toBe(true);
  });
});

describe('/users/track', () => {
  test.each([
    ['attributes as an object', { attributes: { external_id: 'x' } }, 'attributes'],
    ['events as text', { events: '[]' }, 'events'],
    ['purchases as a number', { attributes: [{ external_id: 'x' }], purchases: 1 }, 'purchases'],
    ['attributes false', { attributes: false }, 'attributes'],
  ])('refuses %s', async (_fault, body, field) => {
    const t = await emulatorOverSocket();
    const answer = await t.rest('/users/track', body);
    expect(said(answer)).toBe(refusal(400, `'${field}' must be an array of objects`));
    expectBrazeShape(t, answer);
    expect(isUntouched(t)).toBe(true);
  });

  test.each([
    ['null', null],
    ['a number', 1],
    ['a string', 'x'],
    ['an array', []],
    ['an empty external_id', { external_id: '' }],
    ['an object as external_id', { external_id: {} }],
    ['an array as external_id', { external_id: ['x'] }],
    ['a boolean as external_id', { external_id: true }],
    ['a fraction as external_id', { external_id: 1.5 }],
    ['an external_id of a megabyte', { external_id: megabyte }],
    ['a string as user_alias', { user_alias: 'crm:x' }],
    ['numbers in user_alias', { user_alias: { alias_label: 1, alias_name: 2 } }],
    ['a number as braze_id', { braze_id: 7 }],
    ['an external_id in __proto__', JSON.parse('{"__proto__":{"external_id":"x"}}')],
  ])('an object of attributes is a problem and makes nobody: %s', async (_fault, object) => {
    const t = await emulatorOverSocket();
    const answer = await t.rest('/users/track', { attributes: [object] });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      message: JSON.parse(noTrackData.slice(4)).message,
      errors: [{ type: expect.any(String), input_array: 'attributes', index: 0 }],
    });
    expectBrazeShape(t, answer);
    expect(isUntouched(t)).toBe(true);
  });

  test('an attribute may have the name of something that every JavaScript object has', async () => {
    const t = await emulatorOverSocket();
    const attributes =
      '{"__proto__":"p","constructor":"c","toString":"t","hasOwnProperty":true,"nested":{"__proto__":{"x":1},"constructor":2}}';
    const body = `{"attributes":[{"external_id":"a",${attributes.slice(1)}]}`;
    expect(said(await t.rest('/users/track', body))).toBe(
      '201 {"attributes_processed":1,"message":"success"}',
    );
    const user = await exported(t, byExternalId('a'));
    expect(JSON.parse(JSON.stringify(user.custom_attributes))).toEqual(JSON.parse(attributes));
    expect(Object.keys(user.custom_attributes).toSorted()).toEqual(
      Object.keys(JSON.parse(attributes)).toSorted(),
    );
  });

  test('of a key given twice the last counts', async () => {
    const t = await emulatorOverSocket();
    const body = '{"attributes":[],"attributes":[{"external_id":"x","external_id":"y","p":1,"p":2}]}';
    expect((await t.rest('/users/track', body)).status).toBe(201);
    expect(await exported(t, byExternalId('x'))).toBeUndefined();
    expect(await exported(t, byExternalId('y'))).toMatchObject({ custom_attributes: { p: 2 } });
  });
});

describe('/users/export/ids', () => {
  test.each([
    [{ external_ids: 'a' }, "'external_ids' must be an array of strings"],
    [{ external_ids: {} }, "'external_ids' must be an array of strings"],
    [{ external_ids: ['a', null] }, "'external_ids' must be an array of strings"],
    [{ external_ids: ['a', ['a']] }, "'external_ids' must be an array of strings"],
    [{ user_aliases: ['a'] }, "'user_aliases' must be an array of objects"],
    [
      { user_aliases: [{ alias_name: 'a' }] },
      "'user_aliases' must be an array of objects with an 'alias_label' and an 'alias_name'",
    ],
    [{ device_id: 1 }, "'device_id' must be a string"],
    [{ email_address: ['a'] }, "'email_address' must be a string"],
    [{ external_ids: ['a'], fields_to_export: 'email' }, "'fields_to_export' must be an array of strings"],
    [{ external_ids: ['a'], fields_to_export: [1] }, "'fields_to_export' must be an array of strings"],
  ])('refuses %j', async (body, text) => {
    const t = await emulatorOverSocket();
    const answer = await t.rest('/users/export/ids', body);
    expect(said(answer)).toBe(refusal(400, text));
    expectBrazeShape(t, answer);
  });

  test('echoes whatever id matches nobody', async () => {
    const t = await emulatorOverSocket();
    const ids = [megabyte, '__proto__', 'constructor', 'a\u0000', '\u0000', ' a', 'A', '😀'];
    const answer = await t.rest('/users/export/ids', { external_ids: ids });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({ users: [], invalid_user_ids: ids, message: 'success' });
    expectBrazeShape(t, answer);
  });

  test('chooses no field by the name of something that every JavaScript object has', async () => {
    const t = await emulatorOverSocket();
    const body = { external_ids: ['a'], fields_to_export: ['constructor', '__proto__', 'toString'] };
    expect(said(await t.rest('/users/export/ids', body))).toBe('201 {"users":[{}],"message":"success"}');
  });
});

describe('ids of any text', () => {
  const awkward = [
    'a',
    'a\u0000b',
    'a\u0000',
    '\u0000',
    '__proto__',
    'constructor',
    ' a',
    'A',
    'é',
    'e\u0301',
    '😀',
  ];

  test('are told apart byte for byte, as external ids, device ids and both parts of an alias', async () => {
    const users = awkward.flatMap((id) => [
      aUser({
        externalId: id,
        aliases: [
          { label: id, name: 'n' },
          { label: 'l', name: id },
        ],
      }),
      aUser({ deviceIds: [id] }),
    ]);
    const t = await freshEmulator({ transport: 'over a socket', workspace: { users } });
    for (const [index, id] of awkward.entries()) {
      expect(said(await change(t, `u${index}`, { user_ids: [id] }))).toBe(success);
      expect(t.members(`u${index}`)).toEqual([id]);
      await change(t, `d${index}`, { device_ids: [id] });
      expect(t.members(`d${index}`)).toEqual([id]);
      await change(t, `n${index}`, { aliases: [{ alias_label: 'l', alias_name: id }] });
      expect(t.members(`n${index}`)).toEqual([id]);
      await change(t, `l${index}`, { aliases: [{ alias_label: id, alias_name: 'n' }] });
      expect(t.members(`l${index}`)).toEqual([id]);
    }
  });

  test('do not match somebody whose id merely begins like them', async () => {
    const t = await emulatorOverSocket();
    const ids = ['a\u0000b', 'a\u0000', 'a ', megabyte, '__proto__', 'constructor'];
    expect(said(await change(t, 'c', { user_ids: ids, device_ids: ids }))).toBe(success);
    expect(t.finished.at(-1)!.outcome!.unknown).toEqual({ externalIds: ids, deviceIds: ids, aliases: [] });
    expect(t.members('c')).toEqual([]);
    expect(userCount(t)).toBe(1);
  });

  test('name cohorts apart from each other', async () => {
    const t = await emulatorOverSocket();
    const ids = [...awkward, megabyte];
    for (const id of ids) expect(said(await t.cohorts(named(id, { name: id })))).toBe(success);
    for (const id of ids) {
      expect(t.emulator.getCohort(t.workspace, 'hightouch', id)).toMatchObject({ cohortId: id, name: id });
    }
    // A page of the list ends after some MiB.
    const pages = [t.emulator.listCohorts(t.workspace, { limit: 100 })];
    for (let next = pages[0]!.next; next !== null; next = pages.at(-1)!.next) {
      pages.push(t.emulator.listCohorts(t.workspace, { limit: 100, after: next }));
    }
    expect(pages.flatMap(({ items }) => items)).toHaveLength(ids.length);
  });

  test('as keys open nothing', async () => {
    const t = await emulatorOverSocket();
    for (const key of [
      '',
      '\u0000',
      '__proto__',
      megabyte,
      `${t.dataImportKey}\u0000`,
      ` ${t.dataImportKey}`,
    ]) {
      expect(said(await t.cohorts({ ...named('c'), client_secret: key }))).toBe(refusals.clientSecret);
      expect(said(await t.cohorts({ ...named('c'), partner_api_key: key }))).toBe(refusals.partnerApiKey);
    }
    expect(isUntouched(t)).toBe(true);
  });
});

describe('/partners/hightouch/cohorts/users', () => {
  test('of a key given twice the last counts', async () => {
    const t = await emulatorOverSocket();
    const keys = `"partner_api_key":"x","partner_api_key":"${t.partnerApiKey}","client_secret":"${t.dataImportKey}"`;
    const send = (fields: string) =>
      t.post('/partners/hightouch/cohorts/users', `{${keys},"cohort_id":"first","cohort_id":"c",${fields}}`);
    expect(said(await send('"cohort_changes":"x","cohort_changes":[{"user_ids":["a"]}]'))).toBe(success);
    expect(t.members('c')).toEqual(['a']);
    expect(said(await send('"cohort_changes":[],"cohort_changes":"x"'))).toBe(refusals.cohortChanges);
    const twice = '[{"user_ids":["a"],"should_remove":false,"should_remove":true}]';
    expect(said(await send(`"cohort_changes":${twice}`))).toBe(success);
    expect(t.members('c')).toEqual([]);
  });

  test.each([
    '{"__proto__":{"user_ids":["a"]}}',
    '{"constructor":{"user_ids":["a"]}}',
    '{"aliases":[{"__proto__":{"alias_label":"l","alias_name":"n"}}]}',
    '{"user_ids":{"length":1,"0":"a"}}',
    '{"user_ids":["a"],"device_ids":[1]}',
    '{"user_ids":[{"__proto__":"a"}]}',
  ])('refuses the change %s', async (text) => {
    const t = await emulatorOverSocket();
    const good = JSON.stringify({
      partner_api_key: t.partnerApiKey,
      client_secret: t.dataImportKey,
      cohort_id: 'c',
    });
    const body = `${good.slice(0, -1)},"cohort_changes":[${text}]}`;
    const answer = await t.post('/partners/hightouch/cohorts/users', body);
    expect(said(answer)).toBe(refusals.cohortChanges);
    expectBrazeShape(t, answer);
    expect(isUntouched(t)).toBe(true);
  });

  test('takes fields of the prototype in a change for fields it does not know', async () => {
    const t = await emulatorOverSocket();
    const body = `{"partner_api_key":"${t.partnerApiKey}","client_secret":"${t.dataImportKey}","cohort_id":"c","cohort_changes":[{"user_ids":["a"],"__proto__":{"should_remove":true}}]}`;
    expect(said(await t.post('/partners/hightouch/cohorts/users', body))).toBe(success);
    expect(t.members('c')).toEqual(['a']);
  });
});
