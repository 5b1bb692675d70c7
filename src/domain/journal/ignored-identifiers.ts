import type { CohortIdentifier, MembershipChange, MembershipOutcome } from '../cohort.js';
import { shownPathsMax } from '../limits.js';
import { type Ignored, ignored, tolerated } from './ignored.js';

/** Why an identifier of a cohort request changed nothing: as the rest of a sentence that begins with its path. */
const reasons = {
  unknown_user_id: 'is the external_id of no user',
  unknown_device_id: 'is a device of no user',
  unknown_alias: 'is the alias of no user who can be matched by it',
  device_of_identified_user: 'is a device of an identified user, whom only external_id and alias match',
  conflicting_changes: 'names a user whom this request both adds and removes',
  already_member: 'names a user who was a member already',
  not_member: 'names a user who was no member to begin with',
  named_twice: 'names a user whom this request names before',
} as const;

export type IdleRule = keyof typeof reasons;

/** Whether the counts of a change of members say the same as a note of this rule. */
export function isToldByOutcome(rule: string): boolean {
  return rule in reasons && rule !== 'named_twice';
}

/** These ask for what is so already, so a strict workspace lets them pass. */
const toleratedRules: ReadonlySet<IdleRule> = new Set(['already_member', 'not_member', 'named_twice']);

/** The identifiers of a request that changed nothing, by why: how many, and where the first of them stand. */
export type IdleIdentifiers = Partial<Record<IdleRule, { count: number; places: number[] }>>;

/** What a change of cohort members did, and where it did nothing. */
export interface MembershipResult {
  outcome: MembershipOutcome;
  /** Places count over all lists of all changes, from 0. */
  idle: IdleIdentifiers;
  /** `created`: it was never named before. `passed_over`: nor is it now, so nobody was looked up. */
  cohort: 'known' | 'created' | 'passed_over';
}

/** Adds the next place at which nothing changed. */
export function addIdle(idle: IdleIdentifiers, rule: IdleRule, place: number): void {
  const its = (idle[rule] ??= { count: 0, places: [] });
  its.count++;
  if (its.places.length < shownPathsMax) its.places.push(place);
}

/** The identifier at a place of a request: external ids, then devices, then aliases of each change. */
export function identifierAt(
  changes: readonly MembershipChange[],
  place: number,
): { path: string; identifier: CohortIdentifier } | undefined {
  let left = place;
  for (const [index, { externalIds, deviceIds, aliases }] of changes.entries()) {
    const at = (list: string) => `cohort_changes[${index}].${list}[${left}]`;
    const externalId = externalIds[left];
    if (externalId !== undefined) return { path: at('user_ids'), identifier: { externalId } };
    left -= externalIds.length;
    const deviceId = deviceIds[left];
    if (deviceId !== undefined) return { path: at('device_ids'), identifier: { deviceId } };
    left -= deviceIds.length;
    const alias = aliases[left];
    if (alias !== undefined) return { path: at('aliases'), identifier: { alias } };
    left -= aliases.length;
  }
  return undefined;
}

/**
 * What of a change of cohort members changed nothing, a note for each reason, in the order of the first place of each;
 * and that a cohort was made which was never named.
 */
export function ignoredIdentifiers(
  changes: readonly MembershipChange[],
  { idle, cohort }: MembershipResult,
): Ignored[] {
  const notes = emptyChanges(changes);
  if (cohort === 'passed_over' && notes.length < changes.length) {
    const reason = 'is of no cohort that was ever named, so nothing of cohort_changes has an effect';
    return [...notes, ignored('cohort_id', 'cohort_passed_over', reason)];
  }
  const rules = Object.keys(idle) as IdleRule[];
  const byPlace = rules.sort((one, other) => firstPlace(idle, one) - firstPlace(idle, other));
  notes.push(...byPlace.flatMap((rule) => noteOf(changes, idle, rule)));
  if (cohort === 'created') {
    notes.push(
      tolerated('cohort_id', 'implicit_cohort', 'was never named; the cohort was made for this change'),
    );
  }
  return notes;
}

function firstPlace(idle: IdleIdentifiers, rule: IdleRule): number {
  return idle[rule]?.places[0] ?? 0;
}

function noteOf(changes: readonly MembershipChange[], idle: IdleIdentifiers, rule: IdleRule): Ignored[] {
  const { count = 0, places = [] } = idle[rule] ?? {};
  const paths = places.flatMap((place) => identifierAt(changes, place)?.path ?? []);
  const [first] = paths;
  if (first === undefined) return [];
  const note = { ...ignored(first, rule, reasons[rule]), isTolerated: toleratedRules.has(rule) };
  return [count === 1 ? note : { ...note, count, paths }];
}

/** A request, or a change in it, that names nobody: it asks for nothing. */
function emptyChanges(changes: readonly MembershipChange[]): Ignored[] {
  const reason = 'names nobody';
  if (changes.length === 0) return [tolerated('cohort_changes', 'nothing_changed', reason)];
  return changes.flatMap(({ externalIds, deviceIds, aliases }, index) =>
    externalIds.length + deviceIds.length + aliases.length > 0
      ? []
      : [tolerated(`cohort_changes[${index}]`, 'nothing_changed', reason)],
  );
}
