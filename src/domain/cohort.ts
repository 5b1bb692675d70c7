import { EmulatorError } from './errors.js';
import { cohortIdentifiersPerRequestMax } from './limits.js';
import type { PlaceSet } from './place-set.js';
import type { Alias } from './users/user-profile.js';
import type { Behaviour } from './workspaces/workspace.js';

/** A partner's named set of profiles. Identity: workspace, partner and `cohortId` together. [inferred] */
export interface Cohort {
  partner: string;
  cohortId: string;
  name: string;
  /** As the partner first sent it. A repeat does not change it. [inferred] */
  createdAt: string;
  /** True while it has members but was never named. */
  isImplicit: boolean;
  updatedAt: number;
  /** Goes up with every change of the name or the members. */
  changeCount: number;
  memberCount: number;
  /** Its profile set in the store. */
  membersSet: number;
}

/** One entry of `cohort_changes`: these people enter, or leave. */
export interface MembershipChange {
  shouldRemove: boolean;
  externalIds: readonly string[];
  deviceIds: readonly string[];
  aliases: readonly Alias[];
}

/** An identifier as it stood in a request. */
export type CohortIdentifier = { externalId: string } | { deviceId: string } | { alias: Alias };

/** What a membership request did; Braze never says it. */
export interface MembershipOutcome {
  added: number;
  alreadyMember: number;
  removed: number;
  notMember: number;
  unknown: { externalIds: string[]; deviceIds: string[]; aliases: Alias[] };
  /** Device ids that changed nothing because their owner has an `external_id`. [doc] cohort_import */
  skippedIdentified: { deviceIds: string[] };
  /** Identifiers of profiles that were named both to enter and to leave, each with what was applied. */
  conflicts: { identifier: CohortIdentifier; applied: 'add' | 'remove' }[];
  /** Left out where no cohort was changed, nor looked at. */
  trace?: MembershipTrace;
}

/** What else the journal remembers of a change of members. */
export interface MembershipTrace {
  /** How many are in the cohort afterwards. */
  size: number;
  /** The identifiers that made somebody enter, and leave: of several that name one user, the first. */
  entered: PlaceSet;
  left: PlaceSet;
}

export function emptyOutcome(): MembershipOutcome {
  return {
    added: 0,
    alreadyMember: 0,
    removed: 0,
    notMember: 0,
    unknown: { externalIds: [], deviceIds: [], aliases: [] },
    skippedIdentified: { deviceIds: [] },
    conflicts: [],
  };
}

/**
 * Refuses a request with too many identifiers, duplicates counted.
 *
 * @throws EmulatorError `too_many_cohort_identifiers` over 1,000. [doc] cohort_import; counting duplicates [inferred]
 */
export function assertIdentifierCount(changes: readonly MembershipChange[]): void {
  let count = 0;
  for (const change of changes) {
    count += change.externalIds.length + change.deviceIds.length + change.aliases.length;
  }
  if (count > cohortIdentifiersPerRequestMax) {
    throw new EmulatorError(
      'too_many_cohort_identifiers',
      `${count} identifiers in one request; at most ${cohortIdentifiersPerRequestMax} are allowed`,
      { path: 'cohort_changes' },
    );
  }
}

/**
 * Which way a profile goes that one request names several times.
 *
 * `last_wins` follows array order [inferred]; Braze leaves it undefined [client: Segment].
 */
export function resolveConflict(
  policy: Behaviour['conflictPolicy'],
  earlier: 'add' | 'remove',
  later: 'add' | 'remove',
): 'add' | 'remove' {
  if (earlier === later || policy === 'last_wins') return later;
  return policy === 'add_wins' ? 'add' : 'remove';
}
