import {
  assertIdentifierCount,
  type Cohort,
  type CohortIdentifier,
  emptyOutcome,
  type MembershipChange,
  type MembershipTrace,
  resolveConflict,
} from '../../domain/cohort.js';
import { EmulatorError } from '../../domain/errors.js';
import { addIdle, identifierAt, type MembershipResult } from '../../domain/journal/ignored-identifiers.js';
import { externalIdBytesMax, shownPathsMax } from '../../domain/limits.js';
import { PlaceBits } from '../../domain/place-set.js';
import { isoTime } from '../../domain/time/time.js';
import type { Behaviour, PartnerAccess } from '../../domain/workspaces/workspace.js';
import { findCohort, insertCohort, updateCohortUpdatedAt } from '../../store/cohorts.js';
import { changeProfileSet } from '../../store/profile-sets.js';
import { findProfilesByExternalIds } from '../../store/users/profile-lookup.js';
import { type Context, nowOf } from '../context.js';
import { matchIdentifier } from './match-identifier.js';

/**
 * Adds and removes cohort members in array order, so that the last change to a profile wins. Identifiers that match no
 * profile are skipped and not remembered; no profile is created. Without any change nothing happens, and an unknown
 * cohort stays unknown (Segment's connection test).
 *
 * @param request.changes  At most 1,000 identifiers over all changes and kinds, duplicates counted.
 * @throws EmulatorError `too_many_cohort_identifiers`; `unknown_cohort` when the workspace rejects those. Then nothing
 * has been applied.
 * @see Braze docs, partners/isv_partners/cohort_import: limit and matching [doc]; order of changes, implicit creation
 * [inferred]; connection test [client: Segment].
 */
export function changeCohortMembers(
  context: Context,
  access: PartnerAccess,
  request: { cohortId: string; changes: readonly MembershipChange[] },
): MembershipResult {
  assertIdentifierCount(request.changes);
  const result: MembershipResult = { outcome: emptyOutcome(), idle: {}, cohort: 'known' };
  if (request.changes.length === 0) return result;
  const found = findOrCreateCohort(context, access, request.cohortId);
  if (found === undefined) return { ...result, cohort: 'passed_over' };
  if (found.isNew) result.cohort = 'created';
  const { cohort } = found;

  const { outcome } = result;
  const decisions = decideMembers(context, access, request.changes, result);
  const { wanted } = decisions;
  const { entered, left, unchanged, isChanged } = changeProfileSet(
    context.database,
    cohort.membersSet,
    wanted,
  );
  let addCount = 0;
  for (const isAdd of wanted.values()) if (isAdd) addCount++;
  outcome.added = entered;
  outcome.alreadyMember = addCount - entered;
  outcome.removed = left;
  outcome.notMember = wanted.size - addCount - left;
  outcome.trace = { size: cohort.memberCount + entered - left, ...placesOf(isChanged, decisions) };
  noteUnchanged(unchanged, decisions, result);
  if (entered + left > 0) {
    updateCohortUpdatedAt(
      context.database,
      access.workspace.number,
      cohort,
      nowOf(context, access.workspace),
    );
  }
  return result;
}

/** @param isChanged  Of each profile, in order, whether it entered or left. */
function placesOf(
  isChanged: Uint8Array,
  { wanted, firstPlaces, placeCount }: Decisions,
): Pick<MembershipTrace, 'entered' | 'left'> {
  const entered = new PlaceBits(placeCount);
  const left = new PlaceBits(placeCount);
  // Both maps are in the order in which profiles were named first.
  const isAdds = wanted.values();
  let index = 0;
  for (const place of firstPlaces.values()) {
    const isAdd = isAdds.next().value;
    if (isChanged[index++] === 1) (isAdd ? entered : left).add(place);
  }
  return { entered: entered.toSet(), left: left.toSet() };
}

function findOrCreateCohort(
  context: Context,
  access: PartnerAccess,
  cohortId: string,
): { cohort: Cohort; isNew: boolean } | undefined {
  const { workspace, partner } = access;
  const cohort = findCohort(context.database, workspace.number, partner, cohortId);
  if (cohort !== undefined) return { cohort, isNew: false };
  switch (workspace.behaviour.unknownCohort) {
    case 'ignore':
      return undefined;
    case 'reject':
      throw new EmulatorError('unknown_cohort', `Cohort '${cohortId}' was never named`);
    case 'create': {
      const now = nowOf(context, access.workspace);
      const named = {
        partner,
        cohortId,
        name: cohortId,
        createdAt: isoTime(now),
        isImplicit: true,
        updatedAt: now,
      };
      return { cohort: insertCohort(context.database, workspace.number, named), isNew: true };
    }
  }
}

/** Whom the identifiers named so far stand for. */
interface Decisions {
  /** Which way each profile goes: `true` for in. */
  wanted: Map<number, boolean>;
  /** Of the first identifier that named each. */
  firstPlaces: Map<number, number>;
  /** Those that were named several times, which few are. */
  repeated: Map<number, Repetition>;
  /** How many identifiers there were. */
  placeCount: number;
}

interface Repetition {
  /** Of the identifiers after the first. */
  others: number[];
  isConflict: boolean;
}

/** None is longer, and to look up a thousand long texts takes long. A character takes one byte at least. */
const mayBeExternalId = (text: string) => text.length <= externalIdBytesMax;

/** Which way each named profile goes. Fills in what is unknown, skipped, conflicting or named again. */
function decideMembers(
  context: Context,
  { workspace }: PartnerAccess,
  changes: readonly MembershipChange[],
  result: MembershipResult,
): Decisions {
  const decisions: Decisions = {
    wanted: new Map(),
    firstPlaces: new Map(),
    repeated: new Map(),
    placeCount: 0,
  };
  const { conflictPolicy } = workspace.behaviour;
  let place = -1;
  for (const { shouldRemove, externalIds, deviceIds, aliases } of changes) {
    const isAdd = !shouldRemove;
    // Nearly all identifiers are external ids, so these are found together, and nothing is made for one that is known.
    const numbers = findProfilesByExternalIds(
      context.database,
      workspace.number,
      externalIds.map((id) => (mayBeExternalId(id) ? id : null)),
    );
    for (let index = 0; index < externalIds.length; index++) {
      place++;
      const number = numbers[index];
      if (number === undefined) noteUnmatched(result, { externalId: externalIds[index]! }, false, place);
      else if (isNamedAgain(decisions, number, isAdd, place, conflictPolicy)) {
        addIdle(result.idle, 'named_twice', place);
      }
    }
    const others = [...deviceIds.map((deviceId) => ({ deviceId })), ...aliases.map((alias) => ({ alias }))];
    for (const identifier of others) {
      place++;
      const { profileNumbers, isOwnerIdentified } = matchIdentifier(context.database, workspace, identifier);
      if (profileNumbers.length === 0) noteUnmatched(result, identifier, isOwnerIdentified, place);
      let isSaidBefore = profileNumbers.length > 0;
      for (const number of profileNumbers) {
        if (!isNamedAgain(decisions, number, isAdd, place, conflictPolicy)) isSaidBefore = false;
      }
      if (isSaidBefore) addIdle(result.idle, 'named_twice', place);
    }
  }
  decisions.placeCount = place + 1;
  noteConflicts(changes, decisions, result);
  return decisions;
}

/** Decides which way one profile goes. @returns Whether it was to go this way already. */
function isNamedAgain(
  { wanted, firstPlaces, repeated }: Decisions,
  profileNumber: number,
  isAdd: boolean,
  place: number,
  policy: Behaviour['conflictPolicy'],
): boolean {
  const wasAdd = wanted.get(profileNumber);
  if (wasAdd === undefined) {
    wanted.set(profileNumber, isAdd);
    firstPlaces.set(profileNumber, place);
    return false;
  }
  const earlier = repeated.get(profileNumber);
  if (earlier === undefined) repeated.set(profileNumber, { others: [place], isConflict: wasAdd !== isAdd });
  else {
    earlier.others.push(place);
    earlier.isConflict ||= wasAdd !== isAdd;
  }
  wanted.set(profileNumber, resolveConflict(policy, directionOf(wasAdd), directionOf(isAdd)) === 'add');
  return wasAdd === isAdd;
}

function directionOf(isAdd: boolean): 'add' | 'remove' {
  return isAdd ? 'add' : 'remove';
}

/** Most requests repeat members. So once the places that are shown are found, the others are not looked at. */
function noteUnchanged(
  unchanged: readonly number[],
  { wanted, firstPlaces, repeated }: Decisions,
  { outcome, idle }: MembershipResult,
): void {
  const isPlain = outcome.conflicts.length === 0;
  const { alreadyMember, notMember } = outcome;
  let shown = Math.min(alreadyMember, shownPathsMax) + Math.min(notMember, shownPathsMax);
  for (const profileNumber of unchanged) {
    const place = firstPlaces.get(profileNumber);
    if (place === undefined || repeated.get(profileNumber)?.isConflict) continue;
    const rule = wanted.get(profileNumber) ? 'already_member' : 'not_member';
    addIdle(idle, rule, place);
    if (!isPlain || (idle[rule]?.count ?? 0) > shownPathsMax) continue;
    shown--;
    if (shown === 0) break;
  }
  if (!isPlain) return;
  if (idle.already_member !== undefined) idle.already_member.count = alreadyMember;
  if (idle.not_member !== undefined) idle.not_member.count = notMember;
}

function noteConflicts(
  changes: readonly MembershipChange[],
  { wanted, firstPlaces, repeated }: Decisions,
  { outcome, idle }: MembershipResult,
): void {
  if (![...repeated.values()].some((its) => its.isConflict)) return;
  const conflicting: number[] = [];
  for (const [profileNumber, firstPlace] of firstPlaces) {
    const its = repeated.get(profileNumber);
    if (!its?.isConflict) continue;
    const applied = directionOf(wanted.get(profileNumber) === true);
    for (const place of [firstPlace, ...its.others]) {
      const found = identifierAt(changes, place);
      if (found === undefined) continue;
      outcome.conflicts.push({ identifier: found.identifier, applied });
      conflicting.push(place);
    }
  }
  for (const place of conflicting.sort((one, other) => one - other)) {
    addIdle(idle, 'conflicting_changes', place);
  }
}

function noteUnmatched(
  { outcome, idle }: MembershipResult,
  identifier: CohortIdentifier,
  isOwnerIdentified: boolean,
  place: number,
): void {
  if ('externalId' in identifier) {
    outcome.unknown.externalIds.push(identifier.externalId);
    addIdle(idle, 'unknown_user_id', place);
  } else if ('alias' in identifier) {
    outcome.unknown.aliases.push(identifier.alias);
    addIdle(idle, 'unknown_alias', place);
  } else if (isOwnerIdentified) {
    outcome.skippedIdentified.deviceIds.push(identifier.deviceId);
    addIdle(idle, 'device_of_identified_user', place);
  } else {
    outcome.unknown.deviceIds.push(identifier.deviceId);
    addIdle(idle, 'unknown_device_id', place);
  }
}
