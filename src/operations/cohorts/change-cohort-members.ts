import {
  assertIdentifierCount,
  type Cohort,
  type CohortIdentifier,
  emptyOutcome,
  type MembershipChange,
  resolveConflict,
} from '../../domain/cohort.js';
import { EmulatorError } from '../../domain/errors.js';
import { addIdle, identifierAt, type MembershipResult } from '../../domain/journal/ignored-identifiers.js';
import { shownPathsMax } from '../../domain/limits.js';
import { isoTime } from '../../domain/time/time.js';
import type { PartnerAccess } from '../../domain/workspaces/workspace.js';
import { findCohort, insertCohort, updateCohortUpdatedAt } from '../../store/cohorts.js';
import { changeProfileSet } from '../../store/profile-sets.js';
import { type Context, nowOf } from '../context.js';
import { type IdentifierMatch, matchIdentifiers } from './match-identifier.js';

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
  const wanted = new Map<number, boolean>();
  for (const [profileNumber, { direction }] of decisions) wanted.set(profileNumber, direction === 'add');
  const { entered, left, unchanged } = changeProfileSet(context.database, cohort.membersSet, wanted);
  let addCount = 0;
  for (const isAdd of wanted.values()) if (isAdd) addCount++;
  outcome.added = entered;
  outcome.alreadyMember = addCount - entered;
  outcome.removed = left;
  outcome.notMember = wanted.size - addCount - left;
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

interface Decision {
  direction: 'add' | 'remove';
  /** Of the first identifier that named the profile. */
  place: number;
  /** Of the others. */
  others: number[];
  isConflict: boolean;
}

const noOthers: number[] = [];

/** Which way each named profile goes. Fills in what is unknown, skipped, conflicting or named again. */
function decideMembers(
  context: Context,
  access: PartnerAccess,
  changes: readonly MembershipChange[],
  result: MembershipResult,
): Map<number, Decision> {
  const decisions = new Map<number, Decision>();
  const policy = access.workspace.behaviour.conflictPolicy;
  let place = -1;
  for (const change of changes) {
    const direction = change.shouldRemove ? 'remove' : 'add';
    for (const [identifier, match] of matchIdentifiers(context.database, access.workspace, change)) {
      place++;
      if (match.profileNumbers.length === 0) noteUnmatched(result, identifier, match, place);
      let isSaidBefore = match.profileNumbers.length > 0;
      for (const profileNumber of match.profileNumbers) {
        const earlier = decisions.get(profileNumber);
        if (earlier?.direction !== direction) isSaidBefore = false;
        if (earlier === undefined) {
          decisions.set(profileNumber, { direction, place, others: noOthers, isConflict: false });
          continue;
        }
        if (earlier.others === noOthers) earlier.others = [place];
        else earlier.others.push(place);
        earlier.isConflict ||= earlier.direction !== direction;
        earlier.direction = resolveConflict(policy, earlier.direction, direction);
      }
      if (isSaidBefore) addIdle(result.idle, 'named_twice', place);
    }
  }
  noteConflicts(changes, decisions, result);
  return decisions;
}

/** Most requests repeat members. So once the places that are shown are found, the others are not looked at. */
function noteUnchanged(
  unchanged: readonly number[],
  decisions: ReadonlyMap<number, Decision>,
  { outcome, idle }: MembershipResult,
): void {
  const isPlain = outcome.conflicts.length === 0;
  const { alreadyMember, notMember } = outcome;
  let shown = Math.min(alreadyMember, shownPathsMax) + Math.min(notMember, shownPathsMax);
  for (const profileNumber of unchanged) {
    const decision = decisions.get(profileNumber);
    if (decision === undefined || decision.isConflict) continue;
    const rule = decision.direction === 'add' ? 'already_member' : 'not_member';
    addIdle(idle, rule, decision.place);
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
  decisions: ReadonlyMap<number, Decision>,
  { outcome, idle }: MembershipResult,
): void {
  const conflicting: number[] = [];
  for (const { place, others, isConflict, direction } of decisions.values()) {
    if (!isConflict) continue;
    for (const its of [place, ...others]) {
      const found = identifierAt(changes, its);
      if (found === undefined) continue;
      outcome.conflicts.push({ identifier: found.identifier, applied: direction });
      conflicting.push(its);
    }
  }
  for (const place of conflicting.sort((one, other) => one - other)) {
    addIdle(idle, 'conflicting_changes', place);
  }
}

function noteUnmatched(
  { outcome, idle }: MembershipResult,
  identifier: CohortIdentifier,
  match: IdentifierMatch,
  place: number,
): void {
  if ('externalId' in identifier) {
    outcome.unknown.externalIds.push(identifier.externalId);
    addIdle(idle, 'unknown_user_id', place);
  } else if ('alias' in identifier) {
    outcome.unknown.aliases.push(identifier.alias);
    addIdle(idle, 'unknown_alias', place);
  } else if (match.isOwnerIdentified) {
    outcome.skippedIdentified.deviceIds.push(identifier.deviceId);
    addIdle(idle, 'device_of_identified_user', place);
  } else {
    outcome.unknown.deviceIds.push(identifier.deviceId);
    addIdle(idle, 'unknown_device_id', place);
  }
}
