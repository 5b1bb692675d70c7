import { success } from '../answers.js';
import type { TestEmulator } from '../emulator.js';
import { wireAlias } from '../users/users.js';
import type { Mistake } from './mistake.js';

const changing =
  (...cohort_changes: object[]) =>
  (t: TestEmulator) =>
    t.cohortUsers({ cohort_id: 'c', cohort_changes });
const ofChange = (place: string) => ({
  answer: success,
  path: `cohort_changes${place}`,
  isLetIn: true,
});
const aliasesProcessed = '201 {"aliases_processed":1,"message":"success"}';

const inCohorts: Mistake[] = [
  {
    title: 'Ids of people who have no profile',
    send: changing({ user_ids: ['nobody'] }),
    ...ofChange('[0].user_ids[0]'),
    rule: 'unknown_user_id',
    hint: 'Braze creates nobody here; make the users first, or send ids that they have',
  },
  {
    title: 'Ids in other letters',
    send: changing({ user_ids: ['CUST-1'] }),
    ...ofChange('[0].user_ids[0]'),
    rule: 'unknown_user_id',
    hint: "'CUST-1' is unknown, but 'cust-1' is an external_id",
  },
  {
    title: 'White space round ids',
    send: changing({ user_ids: [' cust-1'] }),
    ...ofChange('[0].user_ids[0]'),
    rule: 'unknown_user_id',
    hint: "' cust-1' is unknown, but 'cust-1' is an external_id",
  },
  {
    title: 'Device ids in `user_ids`',
    send: changing({ user_ids: ['tablet-3'] }),
    ...ofChange('[0].user_ids[0]'),
    rule: 'unknown_user_id',
    hint: "'tablet-3' is a device id; send it in device_ids",
  },
  {
    title: 'E-mail addresses in `user_ids`',
    send: changing({ user_ids: ['kim@example.test'] }),
    ...ofChange('[0].user_ids[0]'),
    rule: 'unknown_user_id',
    hint: "'kim@example.test' is an e-mail address; user_ids takes external ids",
  },
  {
    title: 'External ids in `device_ids`',
    send: changing({ device_ids: ['cust-1'] }),
    ...ofChange('[0].device_ids[0]'),
    rule: 'unknown_device_id',
    hint: "'cust-1' is an external_id; send it in user_ids",
  },
  {
    title: 'Device of an identified user',
    send: changing({ device_ids: ['phone-1'] }),
    ...ofChange('[0].device_ids[0]'),
    rule: 'device_of_identified_user',
    hint: 'Send their external_id in user_ids',
  },
  {
    title: 'Label and name of an alias swapped',
    send: changing({ aliases: [wireAlias('L-1:loyalty_id')] }),
    ...ofChange('[0].aliases[0]'),
    rule: 'unknown_alias',
    hint: "alias_label and alias_name are swapped: 'loyalty_id' is a label, 'L-1' a name",
  },
  {
    title: 'One person added and removed in one request',
    send: changing({ user_ids: ['cust-1'] }, { user_ids: ['cust-1'], should_remove: true }),
    ...ofChange('[0].user_ids[0]'),
    rule: 'conflicting_changes',
    hint: 'Braze leaves open which counts; the workspace has conflict_policy last_wins',
  },
  {
    title: 'Removing people who are no members',
    send: changing({ user_ids: ['cust-1'], should_remove: true }),
    ...ofChange('[0].user_ids[0]'),
    rule: 'not_member',
  },
  {
    title: 'The same batch again',
    send: async (t) => {
      await changing({ user_ids: ['cust-1'] })(t);
      return changing({ user_ids: ['cust-1'] })(t);
    },
    ...ofChange('[0].user_ids[0]'),
    rule: 'already_member',
  },
  { title: 'No changes at all', send: changing(), ...ofChange(''), rule: 'nothing_changed' },
  {
    title: '`shouldRemove` for `should_remove`, which adds instead',
    send: changing({ user_ids: ['cust-1'], shouldRemove: true }),
    ...ofChange('[0].user_ids[0]'),
    rule: 'ignored_field',
    path: 'cohort_changes[0].shouldRemove',
    hint: "Did you mean 'should_remove'?",
  },
  {
    title: 'Another `created_at` for a known cohort',
    send: async (t) => {
      await t.cohorts({ cohort_id: 'c', name: 'VIP', created_at: '2026-02-03' });
      return t.cohorts({ cohort_id: 'c', name: 'VIP', created_at: '2026-02-04' });
    },
    answer: success,
    rule: 'created_at_kept',
    path: 'created_at',
    isLetIn: true,
  },
];

const atUserEndpoints: Mistake[] = [
  {
    title: '`/users/track`: an unknown `user_alias` without `_update_existing_only: false`',
    send: (t) => t.rest('/users/track', { attributes: [{ user_alias: wireAlias('crm:new'), plan: 'gold' }] }),
    answer: '201 {"attributes_processed":1,"message":"success"}',
    rule: 'update_only',
    path: 'attributes[0]',
    hint: '_update_existing_only is true, as it is by default with a user_alias; false creates',
    isLetIn: true,
  },
  {
    title: '`/users/track`: a value that does not fit its attribute',
    send: (t) => t.rest('/users/track', { attributes: [{ external_id: 'cust-1', gender: 'female' }] }),
    answer: '201 {"attributes_processed":1,"message":"success"}',
    rule: 'attribute_not_set',
    path: 'attributes[0].gender',
    isLetIn: true,
  },
  {
    title: '`/users/identify`: an alias in other letters',
    send: (t) =>
      t.rest('/users/identify', {
        aliases_to_identify: [{ external_id: 'cust-9', user_alias: wireAlias('crm:c-3') }],
      }),
    answer: aliasesProcessed,
    rule: 'unknown_user',
    path: 'aliases_to_identify[0]',
    hint: 'Ids and aliases are compared with their case; unknown ones are passed over',
    isLetIn: true,
  },
  {
    title: '`/users/identify`: both profiles have an alias of the label',
    send: (t) =>
      t.rest('/users/identify', {
        aliases_to_identify: [{ external_id: 'cust-2', user_alias: wireAlias('crm:C-3') }],
      }),
    answer: aliasesProcessed,
    rule: 'alias_label_conflict',
    path: 'aliases_to_identify[0]',
    hint: 'A profile has one alias per label; Braze then combines nothing',
    isLetIn: true,
  },
  {
    title: '`/users/alias/new`: a second alias of one label',
    send: (t) =>
      t.rest('/users/alias/new', { user_aliases: [{ external_id: 'cust-2', ...wireAlias('crm:C-22') }] }),
    answer: aliasesProcessed,
    rule: 'alias_label_taken',
    path: 'user_aliases[0]',
    hint: '/users/alias/update gives an alias another name',
    isLetIn: true,
  },
  {
    title: '`/users/merge`: somebody unknown',
    send: (t) =>
      t.rest('/users/merge', {
        merge_updates: [
          { identifier_to_merge: { external_id: 'nobody' }, identifier_to_keep: { external_id: 'cust-1' } },
        ],
      }),
    answer: '202 {"message":"success"}',
    rule: 'unknown_user',
    path: 'merge_updates[0].identifier_to_merge',
    hint: 'Ids and aliases are compared with their case; unknown ones are passed over',
    isLetIn: true,
  },
  {
    title: '`/users/delete`: somebody unknown',
    send: (t) => t.rest('/users/delete', { external_ids: ['nobody'] }),
    answer: '201 {"deleted":1,"message":"success"}',
    rule: 'unknown_user',
    path: 'external_ids[0]',
    hint: 'Ids and aliases are compared with their case; unknown ones are passed over',
    isLetIn: true,
  },
];

/** What Braze accepts, and answers as if all were well. */
export const silentMistakes: Mistake[] = [...inCohorts, ...atUserEndpoints];
