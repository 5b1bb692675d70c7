import type { PartnerAccess } from '../domain/workspace.js';
import { findCohort, insertCohort, updateCohortName } from '../store/cohorts.js';
import { type Context, nowOf } from './context.js';

/** What naming a cohort came to. */
export interface NamingOutcome {
  isNew: boolean;
  /** It had this name already. */
  isNameKept: boolean;
  /** It keeps another `createdAt` than the one sent. */
  isCreatedAtKept: boolean;
}

/**
 * Creates a cohort, or gives a known one a name. Members are untouched, and so is the first `createdAt`.
 *
 * @param naming.createdAt  As sent, an ISO 8601 text.
 * @see Braze docs, partners/isv_partners/cohort_import: creating and renaming [doc]; `createdAt` on a repeat [inferred].
 */
export function nameCohort(
  context: Context,
  access: PartnerAccess,
  naming: { cohortId: string; name: string; createdAt: string },
): NamingOutcome {
  const { database } = context;
  const { workspace, partner } = access;
  const cohort = findCohort(database, workspace.number, partner, naming.cohortId);
  const updatedAt = nowOf(context, access.workspace);
  if (cohort === undefined) {
    insertCohort(database, workspace.number, { ...naming, partner, isImplicit: false, updatedAt });
    return { isNew: true, isNameKept: false, isCreatedAtKept: false };
  }
  const isNameKept = cohort.name === naming.name && !cohort.isImplicit;
  updateCohortName(database, workspace.number, cohort, {
    name: naming.name,
    createdAt: cohort.isImplicit ? naming.createdAt : cohort.createdAt,
    latestCreatedAt: naming.createdAt,
    updatedAt: isNameKept ? cohort.updatedAt : updatedAt,
  });
  const isCreatedAtKept = !cohort.isImplicit && cohort.createdAt !== naming.createdAt;
  return { isNew: false, isNameKept, isCreatedAtKept };
}
