import { describe, expect, test } from 'vitest';
import { describeDefinition } from '../../../src/domain/segments/describe.js';
import type { FilterNames } from '../../../src/domain/segments/describe-filter.js';
import { definitionInput } from '../../../src/wire/control/segments/definition.js';
import { filtersInWords } from '../../support/segments/segment-filters.js';

const names: FilterNames = {
  partnerFilter: (partner) => (partner === 'hightouch' ? 'Hightouch Cohorts' : partner),
  cohort: (_, id) =>
    ({
      'loyal-buyers': { name: 'Loyal buyers', isShared: false },
      'vip-1': { name: 'VIP', isShared: true },
      'vip-2': { name: 'VIP', isShared: true },
    })[id],
  segment: (id) =>
    ({ 'seg-1': { name: 'Everyone', isShared: false }, 'seg-2': { name: 'Twice', isShared: true } })[id],
};

/** A definition as it is sent, in words. */
function inWords(definition: object): string {
  return describeDefinition(definitionInput.parse(definition), names);
}

test.each(filtersInWords)('%j in words', (filter, words) => {
  expect(inWords({ groups: [{ filters: [filter] }] })).toBe(words);
});

describe('groups in words', () => {
  const trial = {
    type: 'custom_attribute',
    name: 'on_trial',
    value_type: 'boolean',
    comparison: 'is',
    value: 'true',
  };
  const plan = { type: 'custom_attribute', name: 'plan', value_type: 'string', comparison: 'exists' };
  const email = { type: 'subscription', channel: 'email', comparison: 'is_not', value: 'unsubscribed' };
  const one = { filters: [trial] };
  const both = { op: 'and', filters: [trial, plan] };
  const either = { op: 'or', filters: [trial, plan] };

  test.each([
    ['nothing', {}, 'All users'],
    ['one filter', { groups: [one] }, 'on_trial is true'],
    ['one group', { groups: [either] }, 'on_trial is true OR plan is not blank'],
    [
      'groups joined by AND',
      { groups: [either, one] },
      '(on_trial is true OR plan is not blank) AND (on_trial is true)',
    ],
    [
      'groups joined by OR',
      { groups_op: 'or', groups: [both, one] },
      '(on_trial is true AND plan is not blank) OR (on_trial is true)',
    ],
    ['an exclusion alone', { exclusion_groups: [one] }, 'All users AND NOT (on_trial is true)'],
    [
      'one filter and an exclusion',
      { groups: [{ filters: [plan] }], exclusion_groups: [either] },
      'plan is not blank AND NOT (on_trial is true OR plan is not blank)',
    ],
    [
      'one group and exclusions',
      { groups: [either], exclusion_groups: [one, { filters: [email] }] },
      '(on_trial is true OR plan is not blank) AND NOT (on_trial is true) AND NOT (Email Subscription Status is not Unsubscribed)',
    ],
    [
      'groups joined by OR and an exclusion',
      { groups_op: 'or', groups: [one, both], exclusion_groups: [one] },
      '((on_trial is true) OR (on_trial is true AND plan is not blank)) AND NOT (on_trial is true)',
    ],
    ['no apps', { apps_used: { scope: 'none' } }, 'Apps Used is No apps'],
    [
      'given apps and a group',
      { apps_used: { scope: 'specific', app_ids: ['ios', 'web'] }, groups: [either] },
      'Apps Used is any of "ios", "web" AND (on_trial is true OR plan is not blank)',
    ],
    [
      'no apps and an exclusion',
      { apps_used: { scope: 'none' }, exclusion_groups: [one] },
      'Apps Used is No apps AND NOT (on_trial is true)',
    ],
  ])('%s', (_, definition, words) => {
    expect(inWords(definition)).toBe(words);
  });

  test('the example of the contract', () => {
    expect(
      inWords({
        groups: [
          {
            op: 'or',
            filters: [
              { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['loyal-buyers'] },
              { ...plan, comparison: 'is_any_of', value: ['gold', 'platinum'] },
            ],
          },
          { filters: [email] },
        ],
        exclusion_groups: [one],
      }),
    ).toMatchInlineSnapshot(
      `"(Hightouch Cohorts includes "Loyal buyers" OR plan is any of "gold", "platinum") AND (Email Subscription Status is not Unsubscribed) AND NOT (on_trial is true)"`,
    );
  });
});
