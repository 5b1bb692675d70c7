import { named, refusals } from '../answers.js';
import type { TestEmulator } from '../emulator.js';
import type { Mistake } from './mistake.js';

const naming = (fields: object) => (t: TestEmulator) => t.cohorts(named('c', fields));
const changing = (fields: object) => (t: TestEmulator) =>
  t.cohortUsers({ cohort_id: 'c', cohort_changes: [fields] });
const changes = (cohort_changes: unknown) => (t: TestEmulator) =>
  t.cohortUsers({ cohort_id: 'c', cohort_changes });

const cohortId = {
  answer: refusals.cohortId,
  rule: 'invalid_cohort_id',
  path: 'cohort_id',
  isLetIn: true,
};
const name = { answer: refusals.name, rule: 'invalid_cohort_name', path: 'name', isLetIn: true };
const createdAt = {
  answer: refusals.createdAt,
  rule: 'invalid_created_at',
  path: 'created_at',
  isLetIn: true,
};
const cohortChanges = { answer: refusals.cohortChanges, rule: 'invalid_cohort_changes', isLetIn: true };

export const cohortFieldMistakes: Mistake[] = [
  {
    title: '`cohort_id` as a number',
    send: naming({ cohort_id: 8812 }),
    ...cohortId,
    hint: 'It is a number; send it as a string: "8812"',
  },
  {
    title: '`cohortId` for `cohort_id`',
    send: (t) => t.cohorts({ cohortId: 'c', name: 'VIP', created_at: '2026-02-03' }),
    ...cohortId,
    hint: "'cohortId' is no field here; call it 'cohort_id'",
  },
  { title: 'Blank cohort name', send: naming({ name: ' ' }), ...name, hint: 'It is nothing but white space' },
  {
    title: '`cohort_name` for `name`',
    send: naming({ name: undefined, cohort_name: 'VIP' }),
    ...name,
    hint: "'cohort_name' is no field here; call it 'name'",
  },
  {
    title: '`created_at` in seconds since 1970',
    send: naming({ created_at: 1770109200 }),
    ...createdAt,
    hint: 'It looks like seconds since 1970; write "2026-02-03T09:00:00.000Z"',
  },
  {
    title: '`created_at` as an e-mail prints it',
    send: naming({ created_at: 'Tue, 03 Feb 2026 09:00:00 GMT' }),
    ...createdAt,
    hint: 'Write it in ISO 8601, perhaps "2026-02-03T09:00:00.000Z"',
  },
  {
    title: '`cohort_changes` as a JSON string, as the oldest documentation printed it',
    send: changes('[{"user_ids":["cust-1"]}]'),
    ...cohortChanges,
    path: 'cohort_changes',
    hint: 'It is a string that holds JSON; send the array itself, without quotes round it',
  },
  {
    title: '`cohort_changes` is one object',
    send: changes({ user_ids: ['cust-1'] }),
    ...cohortChanges,
    path: 'cohort_changes',
    hint: 'It is one object; send an array with it in: "cohort_changes": [{…}]',
  },
  {
    title: '`cohortChanges` for `cohort_changes`',
    send: (t) => t.cohortUsers({ cohort_id: 'c', cohortChanges: [] }),
    ...cohortChanges,
    path: 'cohort_changes',
    hint: "'cohortChanges' is no field here; call it 'cohort_changes'",
  },
  {
    title: '`external_ids` for `user_ids`',
    send: changing({ external_ids: ['cust-1'] }),
    ...cohortChanges,
    path: 'cohort_changes[0]',
    hint: "'external_ids' is no field here; call it 'user_ids'",
  },
  {
    title: 'A change that names nobody',
    send: changing({ should_remove: true }),
    ...cohortChanges,
    path: 'cohort_changes[0]',
    hint: 'Give it one of user_ids, device_ids, aliases; an empty array will do',
  },
  {
    title: 'Ids as numbers',
    send: changing({ user_ids: ['cust-1', 4711] }),
    ...cohortChanges,
    path: 'cohort_changes[0].user_ids[1]',
    hint: 'It is a number; send it as a string: "4711"',
  },
  {
    title: 'Ids as one string',
    send: changing({ user_ids: 'cust-1,cust-2' }),
    ...cohortChanges,
    path: 'cohort_changes[0].user_ids',
    hint: 'It is a string; send an array: ["cust-1", …]',
  },
  {
    title: 'Ids as objects',
    send: changing({ user_ids: [{ external_id: 'cust-1' }] }),
    ...cohortChanges,
    path: 'cohort_changes[0].user_ids[0]',
    hint: 'It is an object; send its external_id alone, as a string',
  },
  {
    title: '`null` for an empty list',
    send: changing({ user_ids: ['cust-1'], device_ids: null }),
    ...cohortChanges,
    path: 'cohort_changes[0].device_ids',
    hint: 'null counts as no value',
  },
  {
    title: 'Alias without a label',
    send: changing({ aliases: [{ alias_name: 'L-1' }] }),
    ...cohortChanges,
    path: 'cohort_changes[0].aliases[0].alias_label',
    hint: 'An alias is a pair: send alias_label and alias_name',
  },
  {
    title: '`label` and `name` for the parts of an alias',
    send: changing({ aliases: [{ label: 'loyalty_id', name: 'L-1' }] }),
    ...cohortChanges,
    path: 'cohort_changes[0].aliases[0].alias_name',
    hint: "'name' is no field here; call it 'alias_name'",
  },
  {
    title: '`aliases` is one object',
    send: changing({ aliases: { alias_label: 'loyalty_id', alias_name: 'L-1' } }),
    ...cohortChanges,
    path: 'cohort_changes[0].aliases',
    hint: 'It is one object; send an array with it in: "aliases": [{…}]',
  },
  {
    title: '`should_remove` as a string',
    send: changing({ user_ids: ['cust-1'], should_remove: 'true' }),
    ...cohortChanges,
    path: 'cohort_changes[0].should_remove',
    hint: 'Send true without quotes',
  },
  {
    title: '1,001 ids',
    send: changing({ user_ids: Array.from({ length: 1_001 }, (_, index) => `u${index}`) }),
    answer: refusals.tooMany,
    rule: 'too_many_cohort_identifiers',
    path: 'cohort_changes',
    hint: 'Send it as 2 requests; all lists of all changes count together, and duplicates count',
    isLetIn: true,
  },
  {
    title: 'More requests than the limit of the hour',
    send: async (t) => {
      t.emulator.updateWorkspace(t.workspace, { behaviour: { cohortRequestsPerHour: 1 } });
      await changes([])(t);
      return changes([])(t);
    },
    answer: refusals.rateLimited,
    rule: 'rate_limited',
    hint: 'Wait for the seconds in X-Ratelimit-Retry-After, then send the same again',
    isLetIn: true,
  },
  {
    title: 'Members for a cohort that was never named, with `unknown_cohort: reject`',
    send: (t) => {
      t.emulator.updateWorkspace(t.workspace, { behaviour: { unknownCohort: 'reject' } });
      return changing({ user_ids: ['cust-1'] })(t);
    },
    answer: refusals.cohortId,
    rule: 'unknown_cohort',
    hint: "Name the cohort first with POST /partners/{partner}/cohorts, or set the switch 'unknown_cohort'",
    isLetIn: true,
  },
];
