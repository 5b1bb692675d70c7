import { attributeHints } from '../users/ignored-part.js';
import type { DecisionNote } from './journal.js';

/** A note about a part of a request that Braze accepts and leaves without effect. */
export interface Ignored extends DecisionNote {
  /** Where it stands in the body, as `cohort_changes[0].user_ids[3]`. */
  path: string;
  rule: IgnoredRule;
  /** It asks for what is so already, or the answer tells: a strict workspace lets it pass too. */
  isTolerated: boolean;
  /** What fell with it, when that is more: a `null` in an object takes the whole attribute along. */
  fallenPath?: string;
}

/** What Braze passes over without a word, and what to do about it. Sources stand with the operations. */
const hints = {
  unknown_user_id: undefined,
  unknown_device_id: undefined,
  unknown_alias: undefined,
  device_of_identified_user: 'Send their external_id in user_ids',
  conflicting_changes: 'Send each user either to be added or to be removed',
  already_member: undefined,
  not_member: undefined,
  named_twice: undefined,
  nothing_changed: undefined,
  cohort_passed_over: 'Name the cohort first with POST /partners/{partner}/cohorts',
  implicit_cohort: 'Name it with POST /partners/{partner}/cohorts; until then its id is its name',
  unknown_user: 'Ids and aliases are compared with their case; unknown ones are passed over',
  ambiguous_user: "Give a 'prioritization' that leaves one of them",
  identified_already: 'Only a profile without one can be identified; /users/merge joins two that have',
  alias_label_conflict: 'A profile has one alias per label; Braze then combines nothing',
  alias_label_taken: '/users/alias/update gives an alias another name',
  alias_taken: undefined,
  same_user: undefined,
  invalid_phone_numbers: undefined,
  update_only: '_update_existing_only is true, as it is by default with a user_alias; false creates',
  unknown_braze_id: 'Only Braze makes them',
  push_tokens_known: undefined,
  push_token_repeated: 'Send each token once',
  cohort_unchanged: undefined,
  created_at_kept: undefined,
  parameter_not_used: undefined,
  external_id_problem: undefined,
  event_blocklisted: 'blocklisted_events of the workspace has it',
  ...attributeHints,
  ambiguous: "Give a 'prioritization' that leaves one of them",
  duplicate: 'Name each user once',
  outside_target: 'A trigger reaches only those whom the campaign or Canvas is for',
  outside_segment: undefined,
  outside_audience: undefined,
  subscription_state: "Send 'recipient_subscription_state': 'all' to reach everybody",
  archived: 'Unarchive it first',
  paused: 'Resume it first',
  schedule_begun: 'Delete the schedule to stop what is left of it',
  schedule_kept: undefined,
  send_id_known: undefined,
  time_in_future: 'Braze takes no future times; is the clock of the client right?',
  shared_contact: 'A user is found by external_id alone; /users/merge joins two users',
  similar_id: undefined,
  placeholder_id: 'A program writes this where it has no value; leave the user out',
  lost_in_merge: 'What the kept user has, wins; only what it lacks is copied',
  overridden: 'Send one of the two',
  name_repeated: undefined,
  ignored_value: undefined,
  no_effect_here: undefined,
  repeated_parameter: 'Send each parameter once',
} as const satisfies Record<string, string | undefined>;

export type IgnoredRule = keyof typeof hints;

/** @param reason  Why, as the rest of a sentence that begins with the path: `matches no user`. */
export function ignored(path: string, rule: IgnoredRule, reason: string, hint = hintOf(rule)): Ignored {
  return { rule, message: `${path} ${reason}`, path, hint, isTolerated: false };
}

function hintOf(rule: IgnoredRule): string | undefined {
  return hints[rule];
}

/** The same of a part that a strict workspace lets pass. */
export function tolerated(path: string, rule: IgnoredRule, reason: string, hint?: string): Ignored {
  return { ...ignored(path, rule, reason, hint), isTolerated: true };
}

/** The same of a part without which nothing of the entry that it is in can be done. */
export function withEntry(note: Ignored, entryPath: string): Ignored {
  return { ...note, message: `${note.message}, so its entry has no effect`, fallenPath: entryPath };
}

/** A reference that is to name one profile, and does not. @param matchCount  How many it matches. */
export function notOne(path: string, matchCount: number): Ignored {
  return matchCount === 0
    ? ignored(path, 'unknown_user', 'matches no user')
    : ignored(path, 'ambiguous_user', 'does not come down to exactly one user');
}

/** A user whom the request names by something else, or the same, before. */
export function namedTwice(path: string): Ignored {
  return tolerated(path, 'named_twice', 'names a user whom this request names before');
}

/** A merge that was done, and of what one of the two had and the other kept for itself. @param lost  In words. */
export function thrownAway(path: string, lost: string): Ignored {
  return tolerated(path, 'lost_in_merge', `is merged without what the kept user has too: ${lost}`);
}
