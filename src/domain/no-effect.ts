import type { DecisionNote } from './journal.js';

/** An entry of an accepted request that changed nothing. */
export interface NoEffect {
  /** Place in the list that the operation was given. */
  index: number;
  reason: NoEffectReason;
  /** Of a merge: which of the two profiles it is about. */
  part?: 'toMerge' | 'toKeep';
}

/** What Braze passes over without a word, and what to know about it. Sources stand with the operations. */
const reasons = {
  unknown_user: {
    message: 'matches no profile',
    hint: 'Ids and aliases are compared with their case; unknown ones are passed over',
  },
  ambiguous_user: {
    message: 'matches several profiles',
    hint: "Give a 'prioritization' that leaves one of them",
  },
  identified_already: {
    message: 'names a profile that has an external_id already',
    hint: 'Only a profile without one can be identified; /users/merge joins two that have',
  },
  target_shares_address: {
    message: 'names an address that the profile with this external_id has too',
    hint: undefined,
  },
  alias_label_conflict: {
    message: 'names two profiles that each have an alias of the same label',
    hint: 'A profile has one alias per label; Braze then combines nothing',
  },
  alias_label_taken: {
    message: 'has a label under which the profile has an alias already',
    hint: '/users/alias/update gives an alias another name',
  },
  alias_taken: { message: 'gives an alias that a profile has already', hint: undefined },
  same_user: { message: 'names the same profile twice', hint: undefined },
  invalid_phone_numbers: {
    message: 'names two profiles whose phone numbers are both invalid',
    hint: undefined,
  },
  update_only: {
    message: 'matches no profile and may not create one',
    hint: '_update_existing_only is true, as it is by default with a user_alias; false creates',
  },
  unknown_braze_id: { message: 'has a braze_id that no profile has', hint: 'Only Braze makes them' },
  push_tokens_known: { message: 'imports nothing but push tokens that profiles have', hint: undefined },
  cohort_unchanged: { message: 'is the name that the cohort has already', hint: undefined },
  created_at_kept: {
    message: 'is not the time the cohort was first created with, which stays',
    hint: undefined,
  },
  attribute_not_set: {
    message: 'does not fit the attribute and was not set',
    hint: undefined,
  },
} as const satisfies Record<string, { message: string; hint: string | undefined }>;

export type NoEffectReason = keyof typeof reasons;

/** @param path  Where in the body stands what had no effect. */
export function noEffectNote(reason: NoEffectReason, path: string): DecisionNote {
  const { message, hint } = reasons[reason];
  return { rule: reason, message: `${path} ${message}`, path, ...(hint !== undefined && { hint }) };
}
