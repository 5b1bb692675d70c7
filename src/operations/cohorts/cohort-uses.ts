import type { Segment } from '../../domain/segments/definition.js';
import { listFilters } from '../../domain/segments/filter-places.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listSegmentsWith } from '../../store/segments/segments.js';
import type { Context } from '../context.js';
import { getCohort } from './read-cohorts.js';

/** Segments with a filter that names the cohort, in order of creation, archived ones too. @throws EmulatorError `cohort_not_found`. */
export function listCohortSegments(
  context: Context,
  workspace: Workspace,
  partner: string,
  cohortId: string,
): Segment[] {
  const cohort = getCohort(context, workspace, partner, cohortId);
  return listSegmentsWith(context.database, workspace.number, cohortId).filter(({ definition }) =>
    listFilters(definition).some(
      ({ filter }) =>
        filter.type === 'cohort' && filter.partner === cohort.partner && filter.cohortIds.includes(cohortId),
    ),
  );
}
