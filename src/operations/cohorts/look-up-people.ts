import type { Cohort, CohortIdentifier } from '../../domain/cohort.js';
import type { AskedPerson } from '../../domain/journal/membership/membership-inquiry.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { readingsOf } from '../../domain/written-identifier.js';
import { findCohort } from '../../store/cohorts.js';
import { isInProfileSet } from '../../store/profile-sets.js';
import { getProfileIdentity } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { getKnownPartner } from '../keys/manage-partners.js';
import { listMatching } from '../users/reading/list-matching.js';
import { findSimilarAlias, findSimilarDeviceId, findSimilarExternalIds } from '../users/similar-id.js';
import { matchIdentifier } from './match-identifier.js';

/**
 * What the profiles tell about people and a cohort, be it there or not.
 *
 * @param asked  Identifiers, or texts that are read as the first thing that a user has; as the last when nobody has any.
 * @throws EmulatorError `partner_not_found`.
 */
export function lookUpPeople(
  context: Context,
  workspace: Workspace,
  { partner, cohortId }: { partner: string; cohortId: string },
  asked: readonly (CohortIdentifier | string)[],
): AskedPerson[] {
  const known = getKnownPartner(context, partner);
  const cohort = findCohort(context.database, workspace.number, known.partner, cohortId);
  const people = asked.map((its) => lookUp(context, workspace, cohort, its));
  addSimilar(context, workspace, people);
  return people;
}

function lookUp(
  context: Context,
  workspace: Workspace,
  cohort: Cohort | undefined,
  asked: CohortIdentifier | string,
): AskedPerson {
  const { database } = context;
  const readings = typeof asked === 'string' ? readingsOf(asked) : [asked];
  let identifier = readings.at(-1)!;
  let owners: readonly number[] = [];
  for (const reading of readings) {
    owners = listMatching(database, workspace.number, reading);
    if (owners.length === 0) continue;
    identifier = reading;
    break;
  }
  const isIn = (its: number) => cohort !== undefined && isInProfileSet(database, cohort.membersSet, its);
  const match = matchIdentifier(database, workspace, identifier);
  // A device may be of several. A member counts most, then whoever a request would mean.
  const owner = owners.find(isIn) ?? match.profileNumbers[0] ?? owners[0];
  return {
    identifier,
    profile: owner === undefined ? undefined : getProfileIdentity(database, workspace.number, owner),
    isMember: owner !== undefined && isIn(owner),
    isSkipped: match.isOwnerIdentified,
    similar: undefined,
  };
}

/** Fills in what looks like identifiers that nobody has. */
function addSimilar(context: Context, workspace: Workspace, people: readonly AskedPerson[]): void {
  const strangers = people.filter(({ profile }) => profile === undefined);
  const externalIds = strangers.flatMap(({ identifier }) =>
    'externalId' in identifier ? identifier.externalId : [],
  );
  const similar = findSimilarExternalIds(context, workspace, externalIds);
  for (const stranger of strangers) {
    const { identifier } = stranger;
    if ('externalId' in identifier) {
      const externalId = similar.get(identifier.externalId);
      if (externalId !== undefined) stranger.similar = { externalId };
    } else if ('deviceId' in identifier) {
      const deviceId = findSimilarDeviceId(context, workspace, identifier.deviceId);
      if (deviceId !== undefined) stranger.similar = { deviceId };
    } else {
      const alias = findSimilarAlias(context, workspace, identifier.alias);
      if (alias !== undefined) stranger.similar = { alias };
    }
  }
}
