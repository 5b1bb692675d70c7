import {
  assertIdentifierCount,
  type Cohort,
  type CohortIdentifier,
  emptyOutcome,
  type MembershipChange,
  type MembershipOutcome,
  resolveConflict,
} from '../../domain/cohort.js';
import { EmulatorError } from '../../domain/errors.js';
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
): MembershipOutcome {
  assertIdentifierCount(request.changes);
  const outcome = emptyOutcome();
  if (request.changes.length === 0) return outcome;
  const cohort = findOrCreateCohort(context, access, request.cohortId);
  if (cohort === undefined) return outcome;

  const decisions = decideMembers(context, access, request.changes, outcome);
  const wanted = new Map<number, boolean>();
  for (const [profileNumber, { direction }] of decisions) wanted.set(profileNumber, direction === 'add');
  const { entered, left } = changeProfileSet(context.database, cohort.membersSet, wanted);
  let addCount = 0;
  for (const isAdd of wanted.values()) if (isAdd) addCount++;
  outcome.added = entered;
  outcome.alreadyMember = addCount - entered;
  outcome.removed = left;
  outcome.notMember = wanted.size - addCount - left;
  if (entered + left > 0) {
    updateCohortUpdatedAt(
      context.database,
      access.workspace.number,
      cohort,
      nowOf(context, access.workspace),
    );
  }
  return outcome;
}

function findOrCreateCohort(context: Context, access: PartnerAccess, cohortId: string): Cohort | undefined {
  const { workspace, partner } = access;
  const cohort = findCohort(context.database, workspace.number, partner, cohortId);
  if (cohort !== undefined) return cohort;
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
      return insertCohort(context.database, workspace.number, named);
    }
  }
}

interface Decision {
  direction: 'add' | 'remove';
  identifiers: CohortIdentifier[];
  isConflict: boolean;
}

/** Which way each named profile goes. Fills in the outcome's unknown, skipped and conflicting identifiers. */
function decideMembers(
  context: Context,
  access: PartnerAccess,
  changes: readonly MembershipChange[],
  outcome: MembershipOutcome,
): Map<number, Decision> {
  const decisions = new Map<number, Decision>();
  const policy = access.workspace.behaviour.conflictPolicy;
  for (const change of changes) {
    const direction = change.shouldRemove ? 'remove' : 'add';
    for (const [identifier, match] of matchIdentifiers(context.database, access.workspace, change)) {
      noteUnmatched(outcome, identifier, match);
      for (const profileNumber of match.profileNumbers) {
        const earlier = decisions.get(profileNumber);
        if (earlier === undefined) {
          decisions.set(profileNumber, { direction, identifiers: [identifier], isConflict: false });
          continue;
        }
        earlier.identifiers.push(identifier);
        earlier.isConflict ||= earlier.direction !== direction;
        earlier.direction = resolveConflict(policy, earlier.direction, direction);
      }
    }
  }
  for (const decision of decisions.values()) {
    if (!decision.isConflict) continue;
    for (const identifier of decision.identifiers) {
      outcome.conflicts.push({ identifier, applied: decision.direction });
    }
  }
  return decisions;
}

function noteUnmatched(
  outcome: MembershipOutcome,
  identifier: CohortIdentifier,
  match: IdentifierMatch,
): void {
  if (match.profileNumbers.length > 0) return;
  if ('externalId' in identifier) outcome.unknown.externalIds.push(identifier.externalId);
  else if ('alias' in identifier) outcome.unknown.aliases.push(identifier.alias);
  else if (match.isOwnerIdentified) outcome.skippedIdentified.deviceIds.push(identifier.deviceId);
  else outcome.unknown.deviceIds.push(identifier.deviceId);
}
