import { expect, test } from 'vitest';
import { workspaceInput } from '../../src/wire/control/workspaces.js';
import { describeIssue } from '../../src/wire/describe-issue.js';

const cohort = { partner: 'hightouch', cohort_id: 'vip' };

test.each([
  [[], '', 'is not valid: expected object, received array'],
  [{ name: 3 }, 'name', 'is not valid: expected string, received number'],
  [{ nam: 'a' }, 'nam', 'is not a known field'],
  [{ 'odd name': 1 }, '["odd name"]', 'is not a known field'],
  [{ users: [{ device_ids: 'd' }] }, 'users[0].device_ids', 'is not valid: expected array, received string'],
  [{ users: [{ attributes: [] }] }, 'users[0].attributes', 'is not valid: must be an object'],
  [
    { users: [{ attributes: { email: 5 } }] },
    'users[0].attributes.email',
    'is not valid: /users/track answers EMAIL_BAD_FORMAT',
  ],
  [
    { users: [{ apps: [{ first_used: 'today' }] }] },
    'users[0].apps[0].first_used',
    'is not valid: expected an ISO 8601 time with a zone, such as 2026-02-03T09:00:00Z',
  ],
  [{ partners: [{}] }, 'partners[0].partner', 'is required'],
  [{ partners: [3] }, 'partners[0]', 'is not valid: expected string or object'],
  [{ partners: [{ partner: 'segment', key: 'k' }] }, 'partners[0].key', 'is not a known field'],
  [
    { partners: [{ partner: 'segment', data_import_keys: ['a', 3] }] },
    'partners[0].data_import_keys[1]',
    'is not valid: expected string, received number',
  ],
  [
    { behaviour: { missing_permission_status: 404 } },
    'behaviour.missing_permission_status',
    'is not valid: expected 403 or 401',
  ],
  [
    { behaviour: { unknown_cohort: 'drop' } },
    'behaviour.unknown_cohort',
    'is not valid: expected one of "create"|"ignore"|"reject", received "drop"',
  ],
  [
    { behaviour: { unknown_cohort: 'x'.repeat(100) } },
    'behaviour.unknown_cohort',
    `is not valid: expected one of "create"|"ignore"|"reject", received "${'x'.repeat(59)}…`,
  ],
  [
    { behaviour: { unknown_cohort: ['drop'] } },
    'behaviour.unknown_cohort',
    'is not valid: expected one of "create"|"ignore"|"reject", received array',
  ],
  [
    { cohorts: [{ ...cohort, members: [{ user_alias: { alias_label: 'l' } }] }] },
    'cohorts[0].members[0].user_alias.alias_name',
    'is required',
  ],
  [
    { cohorts: [{ ...cohort, members: [{ external_id: 'a', device_id: 'd' }] }] },
    'cohorts[0].members[0]',
    'is not valid: expected one of {"external_id"}, {"device_id"}, {"user_alias":{"alias_label","alias_name"}}',
  ],
])('says where %j is wrong, and what would be right', (input, path, message) => {
  const result = workspaceInput.safeParse(input);
  expect(describeIssue(result.error!, input)).toEqual({ path, message });
});
