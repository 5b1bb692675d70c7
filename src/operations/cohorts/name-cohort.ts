import { type Ignored, type IgnoredRule, tolerated } from '../../domain/journal/ignored.js';
import type { PartnerAccess } from '../../domain/workspaces/workspace.js';
import { findCohort, insertCohort, updateCohortName } from '../../store/cohorts.js';
import { type Context, nowOf } from '../context.js';

/**
 * Creates a cohort, or gives a known one a name. Members are untouched, and so is the first `createdAt`.
 *
 * @param naming.createdAt  As sent, an ISO 8601 text.
 * @returns What changed nothing.
 * @see Braze docs, partners/isv_partners/cohort_import: creating and renaming [doc]; `createdAt` on a repeat [inferred].
 */
export function nameCohort(
  context: Context,
  access: PartnerAccess,
  naming: { cohortId: string; name: string; createdAt: string },
): Ignored[] {
  const { database } = context;
  const { workspace, partner } = access;
  const cohort = findCohort(database, workspace.number, partner, naming.cohortId);
  const updatedAt = nowOf(context, access.workspace);
  if (cohort === undefined) {
    insertCohort(database, workspace.number, { ...naming, partner, isImplicit: false, updatedAt });
    return [];
  }
  const isNameKept = cohort.name === naming.name && !cohort.isImplicit;
  updateCohortName(database, workspace.number, cohort, {
    name: naming.name,
    createdAt: cohort.isImplicit ? naming.createdAt : cohort.createdAt,
    latestCreatedAt: naming.createdAt,
    updatedAt: isNameKept ? cohort.updatedAt : updatedAt,
  });
  const isCreatedAtKept = !cohort.isImplicit && cohort.createdAt !== naming.createdAt;
  return [
    ...(isNameKept ? [kept('cohort_unchanged', 'name', 'is the name that the cohort has already')] : []),
    ...(isCreatedAtKept
      ? [
          kept(
            'created_at_kept',
            'created_at',
            'is not the time the cohort was first created with, which stays',
          ),
        ]
      : []),
  ];
}

function kept(rule: IgnoredRule, path: string, reason: string): Ignored {
  return tolerated(path, rule, reason);
}
