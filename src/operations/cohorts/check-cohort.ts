import type { CohortIdentifier } from '../../domain/cohort.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findCohort } from '../../store/cohorts.js';
import { isInProfileSet } from '../../store/profile-sets.js';
import type { Context } from '../context.js';
import { getKnownPartner } from '../keys/manage-partners.js';
import { matchIdentifier } from './match-identifier.js';

/** What a cohort is expected to be. */
export interface CohortExpectation {
  partner: string;
  cohortId: string;
  /** Exactly so many members. */
  size?: number;
  /** All of these among the members. */
  members?: readonly CohortIdentifier[];
}

export interface CohortCheck {
  isMet: boolean;
  /** False while no request has named it and none has given it a member. */
  isThere: boolean;
  size: number;
  /** Goes up with every change of the cohort. */
  changeCount: number;
  /** Of the expected members, those who are not, or match nobody. */
  missing: CohortIdentifier[];
}

/**
 * Compares a cohort with what is expected of it. One that is not there yet never meets it.
 *
 * @throws EmulatorError `partner_not_found`: no cohort of such a partner can ever come.
 */
export function checkCohort(
  context: Context,
  workspace: Workspace,
  expectation: CohortExpectation,
): CohortCheck {
  const { database } = context;
  const { cohortId, size, members = [] } = expectation;
  const { partner } = getKnownPartner(context, expectation.partner, 'partner');
  const cohort = findCohort(database, workspace.number, partner, cohortId);
  const isMember = (identifier: CohortIdentifier) =>
    cohort !== undefined &&
    matchIdentifier(database, workspace, identifier).profileNumbers.some((profileNumber) =>
      isInProfileSet(database, cohort.membersSet, profileNumber),
    );
  const missing = members.filter((identifier) => !isMember(identifier));
  const memberCount = cohort?.memberCount ?? 0;
  const isSizeMet = size === undefined || size === memberCount;
  return {
    isMet: cohort !== undefined && isSizeMet && missing.length === 0,
    isThere: cohort !== undefined,
    size: memberCount,
    changeCount: cohort?.changeCount ?? 0,
    missing,
  };
}
