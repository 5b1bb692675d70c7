import { named } from './answers.js';
import { wireAlias } from './users/users.js';

/** A change of the members of `c`. */
export const members = (...cohort_changes: object[]) => ({ cohort_id: 'c', cohort_changes });
export const external = (external_id: string) => ({ external_id });

/** What Braze accepts and ignores: the endpoint, the body, and where strict finds what is wrong. */
export const ignoredParts: [string, string, Record<string, unknown>, string, string][] = [
  [
    'an external id of nobody',
    '/partners/hightouch/cohorts/users',
    members({ user_ids: ['a'] }, { user_ids: ['b', 'nobody'] }),
    'cohort_changes[1].user_ids[1]',
    'is the external_id of no user',
  ],
  [
    'an external id of nobody that is to leave',
    '/partners/hightouch/cohorts/users',
    members({ user_ids: ['nobody'], should_remove: true }),
    'cohort_changes[0].user_ids[0]',
    'is the external_id of no user',
  ],
  [
    'a device of nobody',
    '/partners/hightouch/cohorts/users',
    members({ user_ids: ['a'], device_ids: ['device-anon', 'device-x'] }),
    'cohort_changes[0].device_ids[1]',
    'is a device of no user',
  ],
  [
    'a device of an identified user',
    '/partners/hightouch/cohorts/users',
    members({ device_ids: ['device-a'] }),
    'cohort_changes[0].device_ids[0]',
    'is a device of an identified user, whom only external_id and alias match',
  ],
  [
    'an alias of nobody',
    '/partners/hightouch/cohorts/users',
    members({ aliases: [wireAlias('crm:a'), wireAlias('crm:x')] }),
    'cohort_changes[0].aliases[1]',
    'is the alias of no user who can be matched by it',
  ],
  [
    'one identifier in an add and a remove',
    '/partners/hightouch/cohorts/users',
    members({ user_ids: ['b', 'a'] }, { user_ids: ['a'], should_remove: true }),
    'cohort_changes[0].user_ids[1]',
    'names a user whom this request both adds and removes',
  ],
  [
    'two identifiers of one user in an add and a remove',
    '/partners/hightouch/cohorts/users',
    members({ user_ids: ['a'] }, { aliases: [wireAlias('crm:a')], should_remove: true }),
    'cohort_changes[0].user_ids[0]',
    'names a user whom this request both adds and removes',
  ],
  [
    'an unknown field of a cohort',
    '/partners/hightouch/cohorts',
    named('c', { size: 5 }),
    'size',
    'is no field of this endpoint',
  ],
  [
    'an unknown field of a request',
    '/partners/hightouch/cohorts/users',
    { ...members({ user_ids: ['a'] }), partner: 'hightouch' },
    'partner',
    'is no field of this endpoint',
  ],
  [
    'an unknown field of a change',
    '/partners/hightouch/cohorts/users',
    members({ user_ids: ['a'], emails: [] }),
    'cohort_changes[0].emails',
    'is no field of this endpoint',
  ],
  [
    'an unknown field of an alias',
    '/partners/hightouch/cohorts/users',
    members({ aliases: [wireAlias('crm:a'), { ...wireAlias('crm:b'), label: 'crm' }] }),
    'cohort_changes[0].aliases[1].label',
    'is no field of this endpoint',
  ],
  [
    'a field with an odd name',
    '/partners/hightouch/cohorts/users',
    { ...members({ user_ids: ['a'] }), 'odd name': 1 },
    '["odd name"]',
    'is no field of this endpoint',
  ],
  [
    'an old key in the body',
    '/users/track',
    { api_key: 'x', attributes: [external('a')] },
    'api_key',
    'is no field of this endpoint',
  ],
  [
    'an unknown field of an event',
    '/users/track',
    { events: [{ ...external('a'), name: 'n', time: '2026-02-01', plan: 1 }] },
    'events[0].plan',
    'is no field of this endpoint',
  ],
  [
    'an unknown field of the alias of an attributes object',
    '/users/track',
    { attributes: [external('a'), { user_alias: { ...wireAlias('crm:a'), x: 1 }, plan: 1 }] },
    'attributes[1].user_alias.x',
    'is no field of this endpoint',
  ],
  [
    'attributes for an alias of nobody',
    '/users/track',
    { attributes: [{ plan: 1 }, { ...external('a'), plan: 1 }, { user_alias: wireAlias('crm:x'), plan: 1 }] },
    'attributes[2]',
    'is about no user, and may not make one',
  ],
  [
    'an event of an unknown user who may not be created',
    '/users/track',
    { events: [{ ...external('x'), _update_existing_only: true, name: 'n', time: '2026-02-01' }] },
    'events[0]',
    'is about no user, and may not make one',
  ],
  [
    'identifying an alias of nobody',
    '/users/identify',
    { aliases_to_identify: [{ ...external('x'), user_alias: wireAlias('crm:x') }] },
    'aliases_to_identify[0]',
    'matches no user',
  ],
  [
    'identifying by an e-mail address that two share',
    '/users/identify',
    {
      emails_to_identify: [
        { ...external('x'), email: 'shared@example.test', prioritization: ['unidentified'] },
      ],
    },
    'emails_to_identify[0]',
    'does not come down to exactly one user',
  ],
  [
    'identifying somebody as somebody else',
    '/users/identify',
    { aliases_to_identify: [{ ...external('x'), user_alias: wireAlias('crm:a') }] },
    'aliases_to_identify[0]',
    'is of a user who has another external_id',
  ],
  [
    'identifying a user with a label that the other has',
    '/users/identify',
    { aliases_to_identify: [{ ...external('a'), user_alias: wireAlias('crm:anon') }] },
    'aliases_to_identify[0]',
    'is of a user who has an alias of the same label as the user to combine with',
  ],
  [
    'an alias that another has',
    '/users/alias/new',
    { user_aliases: [{ ...external('b'), ...wireAlias('crm:a') }] },
    'user_aliases[0]',
    'is the alias of another user',
  ],
  [
    'an alias of its own that an identified user has',
    '/users/alias/new',
    { user_aliases: [wireAlias('crm:a')] },
    'user_aliases[0]',
    'is the alias of another user',
  ],
  [
    'an alias for nobody',
    '/users/alias/new',
    { user_aliases: [wireAlias('new:1'), { ...external('x'), ...wireAlias('crm:x') }] },
    'user_aliases[1]',
    'has an external_id of no user',
  ],
  [
    'a second alias of one label',
    '/users/alias/new',
    { user_aliases: [{ ...external('a'), ...wireAlias('crm:second') }] },
    'user_aliases[0]',
    'is for a user who has an alias of this label',
  ],
  [
    'an external id beside an alias that has one too',
    '/users/alias/new',
    { user_aliases: [{ ...external('b'), user_alias: { ...external('a'), ...wireAlias('new:1') } }] },
    'user_aliases[0].external_id',
    'stands in user_alias too, where it counts',
  ],
  [
    'a user_alias that is no object',
    '/users/alias/new',
    { user_aliases: [{ ...wireAlias('new:1'), user_alias: 'crm:1' }] },
    'user_aliases[0].user_alias',
    'is no object, so it says nothing',
  ],
  [
    'a prioritization of one user',
    '/users/merge',
    {
      merge_updates: [
        {
          identifier_to_merge: external('b'),
          identifier_to_keep: { ...external('unlabelled'), prioritization: ['identified'] },
        },
      ],
    },
    'merge_updates[0].identifier_to_keep.prioritization',
    'chooses among users with one e-mail or phone',
  ],
  [
    'a new name for an alias of nobody',
    '/users/alias/update',
    { alias_updates: [{ alias_label: 'crm', old_alias_name: 'x', new_alias_name: 'y' }] },
    'alias_updates[0]',
    'is about an alias of no user',
  ],
  [
    'a new name that is taken',
    '/users/alias/update',
    { alias_updates: [{ alias_label: 'crm', old_alias_name: 'a', new_alias_name: 'b' }] },
    'alias_updates[0]',
    'has a new name that is taken',
  ],
  [
    'merging nobody',
    '/users/merge',
    { merge_updates: [{ identifier_to_merge: external('x'), identifier_to_keep: external('a') }] },
    'merge_updates[0].identifier_to_merge',
    'matches no user, so its entry has no effect',
  ],
  [
    'merging into one of two',
    '/users/merge',
    {
      merge_updates: [
        {
          identifier_to_merge: external('a'),
          identifier_to_keep: { email: 'shared@example.test', prioritization: ['unidentified'] },
        },
      ],
    },
    'merge_updates[0].identifier_to_keep',
    'does not come down to exactly one user, so its entry has no effect',
  ],
  [
    'merging two with invalid phone numbers',
    '/users/merge',
    {
      merge_updates: [
        { identifier_to_merge: external('bad-phone-1'), identifier_to_keep: external('bad-phone-2') },
      ],
    },
    'merge_updates[0]',
    'is about two users whose phone numbers are both invalid',
  ],
  [
    'deleting one of two',
    '/users/delete',
    { email_addresses: ['shared@example.test'] },
    'email_addresses[0]',
    'does not come down to exactly one user',
  ],
  [
    'an unknown field of a rename',
    '/users/external_ids/rename',
    { external_id_renames: [{ current_external_id: 'a', new_external_id: 'z', force: true }] },
    'external_id_renames[0].force',
    'is no field of this endpoint',
  ],
  [
    'an unknown field of a removal',
    '/users/external_ids/remove',
    { external_ids: ['a'], x: 1 },
    'x',
    'is no field of this endpoint',
  ],
];
