import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EmulatorError } from '../../../../src/domain/errors.js';
import type { JsonValue } from '../../../../src/domain/json.js';
import { readConnectedAudience } from '../../../../src/wire/braze/messaging/connected-audience.js';
import { runs } from '../../../support/properties/property-runs.js';

function has(comparison: string, value?: JsonValue): JsonValue {
  const filter: Record<string, JsonValue> = { custom_attribute_name: 'plan', comparison };
  return { custom_attribute: value === undefined ? filter : { ...filter, value } };
}

const attribute = (condition: object) => ({
  kind: 'filter',
  filter: { type: 'custom_attribute', name: 'plan', ...condition },
});

function refusalOf(audience: JsonValue): { code: string; message: string; path: string } {
  try {
    readConnectedAudience(audience);
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    return { code: error.code, message: error.message, path: error.details.path! };
  }
  throw new Error('it was not refused');
}

describe('a custom attribute', () => {
  test.each<[string, JsonValue, object]>([
    ['equals', 'blue', { valueType: 'string', comparison: 'is_any_of', value: ['blue'] }],
    ['equals', '', { valueType: 'string', comparison: 'is_any_of', value: [''] }],
    ['equals', 5, { valueType: 'number', comparison: 'exactly', value: 5 }],
    ['equals', true, { valueType: 'boolean', comparison: 'is', value: 'true' }],
    ['equals', false, { valueType: 'boolean', comparison: 'is', value: 'false' }],
    // A time only before and after make one of a text.
    [
      'equals',
      '2026-01-01T00:00:00Z',
      { valueType: 'string', comparison: 'is_any_of', value: ['2026-01-01T00:00:00Z'] },
    ],
    ['not_equal', 'blue', { valueType: 'string', comparison: 'is_none_of', value: ['blue'] }],
    ['does_not_equal', 'blue', { valueType: 'string', comparison: 'is_none_of', value: ['blue'] }],
    ['not_equal', 0, { valueType: 'number', comparison: 'does_not_equal', value: 0 }],
    ['does_not_equal', -1.5, { valueType: 'number', comparison: 'does_not_equal', value: -1.5 }],
    ['greater_than', 3, { valueType: 'number', comparison: 'more_than', value: 3 }],
    ['greater_than_or_equal_to', 3, { valueType: 'number', comparison: 'at_least', value: 3 }],
    ['less_than', 3, { valueType: 'number', comparison: 'less_than', value: 3 }],
    ['less_than_or_equal_to', 3, { valueType: 'number', comparison: 'at_most', value: 3 }],
    ['matches_regex', '^go+ld$', { valueType: 'string', comparison: 'matches_regex', value: '^go+ld$' }],
    [
      'does_not_match_regex',
      'x|y',
      { valueType: 'string', comparison: 'does_not_match_regex', value: 'x|y' },
    ],
    ['includes_value', 'pizza', { valueType: 'array', comparison: 'includes_any_of', value: ['pizza'] }],
    ['includes_value', 5, { valueType: 'array', comparison: 'includes_any_of', value: [5] }],
    [
      'does_not_include_value',
      'pizza',
      { valueType: 'array', comparison: 'includes_none_of', value: ['pizza'] },
    ],
    ['less_than_x_days_ago', 2, { valueType: 'time', comparison: 'less_than_days_ago', value: 2 }],
    ['greater_than_x_days_ago', 0, { valueType: 'time', comparison: 'more_than_days_ago', value: 0 }],
    [
      'less_than_x_days_in_the_future',
      0.5,
      { valueType: 'time', comparison: 'in_less_than_days', value: 0.5 },
    ],
    [
      'greater_than_x_days_in_the_future',
      9,
      { valueType: 'time', comparison: 'in_more_than_days', value: 9 },
    ],
    ['before', '2026-01-01', { valueType: 'time', comparison: 'before', value: '2026-01-01' }],
    [
      'after',
      '2019-07-22T13:17:55+0000',
      { valueType: 'time', comparison: 'after', value: '2019-07-22T13:17:55+0000' },
    ],
  ])('that %s %j', (comparison, value, condition) => {
    expect(readConnectedAudience(has(comparison, value))).toEqual(attribute(condition));
  });

  test.each(['not_equal', 'does_not_equal'])(
    'that is %s true is the complement of being true',
    (comparison) => {
      for (const value of [true, false]) {
        expect(readConnectedAudience(has(comparison, value))).toEqual({
          kind: 'not',
          term: attribute({ valueType: 'boolean', comparison: 'is', value: String(value) }),
        });
      }
    },
  );

  test.each(['exists', 'does_not_exist'])('that %s needs no value, and ignores one', (comparison) => {
    const expected = attribute({ valueType: 'string', comparison });
    expect(readConnectedAudience(has(comparison))).toEqual(expected);
    expect(readConnectedAudience(has(comparison, [{}]))).toEqual(expected);
  });

  test.each<[string, JsonValue | undefined, string]>([
    ['equals', undefined, 'must be a string, a number or a boolean'],
    ['equals', null, 'must be a string, a number or a boolean'],
    ['not_equal', ['blue'], 'must be a string, a number or a boolean'],
    ['includes_value', {}, 'must be a string, a number or a boolean'],
    ['equals', Number.POSITIVE_INFINITY, 'must be a string, a number or a boolean'],
    ['greater_than', '3', 'must be a number'],
    ['less_than_or_equal_to', true, 'must be a number'],
    ['less_than', Number.NEGATIVE_INFINITY, 'must be a number'],
    ['less_than_x_days_ago', '2', 'must be a number of days, 0 or more'],
    ['greater_than_x_days_ago', -1, 'must be a number of days, 0 or more'],
    ['less_than_x_days_in_the_future', Number.POSITIVE_INFINITY, 'must be a number of days, 0 or more'],
    ['before', 'tomorrow', 'must be an ISO 8601 time'],
    ['after', 1_770_000_000, 'must be an ISO 8601 time'],
    ['after', '2026-02-31', 'must be an ISO 8601 time'],
    ['matches_regex', 5, 'must be a string'],
    ['matches_regex', '(', "must be a regular expression in RE2's syntax: missing closing ): ("],
    ['matches_regex', '(a)\\1', 'must be a regular expression without back references'],
    ['does_not_match_regex', '[', 'must be a regular expression'],
  ])('that %s %j is refused', (comparison, value, requirement) => {
    const refusal = refusalOf(has(comparison, value));
    expect(refusal).toMatchObject({ code: 'invalid_field', path: 'audience.custom_attribute.value' });
    expect(refusal.message).toContain(`audience.custom_attribute.value ${requirement}`);
  });

  test('has regular expressions of at most 10,000 characters, all filters together', () => {
    const ofSizes = (...sizes: number[]) => ({
      OR: sizes.map((size) => ({ AND: [has('matches_regex', `a{${size}}`)] })),
    });
    const ten = Array.from({ length: 10 }, () => 1_000);
    expect(() => readConnectedAudience(ofSizes(...ten))).not.toThrow();
    expect(refusalOf(ofSizes(...ten, 1))).toMatchObject({
      code: 'invalid_field',
      path: 'audience',
      message:
        'audience must have regular expressions of at most 10000 characters and classes once counted repetitions are written out',
    });
  });

  test.each<JsonValue>(['equal', 'EQUALS', '', null, 7, 'is', '__proto__', 'toString'])(
    'with the comparison %j is refused',
    (comparison) => {
      const filter = { custom_attribute_name: 'plan', comparison, value: 'x' };
      expect(refusalOf({ custom_attribute: filter }).path).toBe('audience.custom_attribute.comparison');
    },
  );

  test.each<JsonValue>(['', null, 7, ['plan']])('named %j is refused', (custom_attribute_name) => {
    const filter = { custom_attribute_name, comparison: 'exists' };
    expect(refusalOf({ custom_attribute: filter }).path).toBe(
      'audience.custom_attribute.custom_attribute_name',
    );
  });
});

describe('a subscription', () => {
  const channels = [
    ['push_subscription_status', 'push'],
    ['email_subscription_status', 'email'],
  ] as const;
  const cases = channels.flatMap(([key, channel]) =>
    ['is', 'is_not'].flatMap((comparison) =>
      ['opted_in', 'subscribed', 'unsubscribed'].map((value) => [key, channel, comparison, value] as const),
    ),
  );

  test.each(cases)('%s (%s) %s %s', (key, channel, comparison, value) => {
    expect(readConnectedAudience({ [key]: { comparison, value } })).toEqual({
      kind: 'filter',
      filter: { type: 'subscription', channel, comparison, value },
    });
  });

  test.each(channels)('%s is refused with another comparison or value', (key) => {
    const refused = (comparison: JsonValue, value: JsonValue) =>
      refusalOf({ [key]: { comparison, value } }).path;
    expect(refused('equals', 'opted_in')).toBe(`audience.${key}.comparison`);
    expect(refused(null, 'opted_in')).toBe(`audience.${key}.comparison`);
    expect(refused('is', 'all')).toBe(`audience.${key}.value`);
    expect(refused('is', ['opted_in'])).toBe(`audience.${key}.value`);
  });
});

describe('the last use of an app', () => {
  test.each(['after', 'before'])('%s a time', (comparison) => {
    const value = '2026-01-01T00:00:00Z';
    expect(readConnectedAudience({ last_used_app: { comparison, value } })).toEqual({
      kind: 'filter',
      filter: { type: 'last_used_app', comparison, value },
    });
  });

  test('is refused with another comparison, and without a time', () => {
    const value = '2026-01-01T00:00:00Z';
    expect(refusalOf({ last_used_app: { comparison: 'is', value } }).path).toBe(
      'audience.last_used_app.comparison',
    );
    for (const odd of ['soon', 7, null])
      expect(refusalOf({ last_used_app: { comparison: 'after', value: odd } }).path).toBe(
        'audience.last_used_app.value',
      );
  });
});

describe('nodes', () => {
  const leaf = has('exists');
  const read = attribute({ valueType: 'string', comparison: 'exists' });

  test('are joined by AND and OR, each in the other as deeply as one likes', () => {
    const audience = { AND: [leaf, { OR: [leaf, { AND: [leaf] }] }] };
    expect(readConnectedAudience(audience)).toEqual({
      kind: 'and',
      terms: [read, { kind: 'or', terms: [read, { kind: 'and', terms: [read] }] }],
    });
  });

  test.each<[JsonValue, string, string]>([
    [[], 'audience', 'must be an object'],
    ['AND', 'audience', 'must be an object'],
    [7, 'audience', 'must be an object'],
    [{}, 'audience', 'must have exactly one of the keys AND, OR, custom_attribute'],
    [{ and: [leaf] }, 'audience', 'must have exactly one of the keys AND, OR, custom_attribute'],
    [{ NOT: leaf }, 'audience', 'must have exactly one of the keys'],
    [{ segment_id: 'x' }, 'audience', 'must have exactly one of the keys'],
    [{ AND: [leaf], OR: [leaf] }, 'audience', 'must have exactly one of the keys'],
    [{ AND: [leaf], comment: 'x' }, 'audience', 'must have exactly one of the keys'],
    [JSON.parse('{"__proto__":{"AND":[]}}'), 'audience', 'must have exactly one of the keys'],
    [{ toString: leaf }, 'audience', 'must have exactly one of the keys'],
    [{ AND: [] }, 'audience.AND', 'must be an array of at least one filter'],
    [{ OR: leaf }, 'audience.OR', 'must be an array of at least one filter'],
    [{ OR: [leaf, null] }, 'audience.OR[1]', 'must be an object'],
    [{ OR: [leaf, { AND: [leaf, {}] }] }, 'audience.OR[1].AND[1]', 'must have exactly one of the keys'],
    [{ custom_attribute: 'plan' }, 'audience.custom_attribute', 'must be an object'],
    [{ last_used_app: [] }, 'audience.last_used_app', 'must be an object'],
  ])('%j is refused', (audience, path, requirement) => {
    const refusal = refusalOf(audience);
    expect(refusal).toMatchObject({ code: 'invalid_field', path });
    expect(refusal.message).toContain(`${path} ${requirement}`);
  });

  test('of any JSON are read or refused, and never anything else', () => {
    const keys = fc.constantFrom(
      'AND',
      'OR',
      'custom_attribute',
      'last_used_app',
      'comparison',
      'value',
      'x',
    );
    const { node } = fc.letrec<{ node: JsonValue }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<JsonValue>('equals', 'exists', 'after', 'is', 'plan', '2026-01-01', 5, true, null),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(keys, tie('node'), { maxKeys: 3 }),
      ) as fc.Arbitrary<JsonValue>,
    }));
    fc.assert(
      fc.property(node, (audience) => {
        try {
          expect(['and', 'or', 'not', 'filter']).toContain(readConnectedAudience(audience).kind);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_field', details: { path: expect.any(String) } });
        }
      }),
      runs(600),
    );
  });
});

test('at most 100 filters are read, however they are joined', () => {
  const filters = (count: number) => Array.from({ length: count }, () => has('exists'));
  expect(readConnectedAudience({ AND: [{ OR: filters(60) }, { OR: filters(40) }] })).toMatchObject({
    kind: 'and',
  });
  expect(refusalOf({ AND: [{ OR: filters(60) }, { OR: filters(41) }] })).toEqual({
    code: 'invalid_field',
    message: 'audience must have at most 100 filters',
    path: 'audience',
  });
});
