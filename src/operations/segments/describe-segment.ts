import type { Segment } from '../../domain/segments/definition.js';
import { describeDefinition } from '../../domain/segments/describe.js';
import type { FilterNames } from '../../domain/segments/describe-filter.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { countCohortsCalled, findCohort } from '../../store/cohorts.js';
import { countSegmentsCalled, findSegment } from '../../store/segments/segments.js';
import { findPartner } from '../../store/workspaces/partners.js';
import type { Context } from '../context.js';

/** The definition of a segment in words, with the names that cohorts and segments have now. */
export function describeSegment(context: Context, workspace: Workspace, segment: Segment): string {
  return describeDefinition(segment.definition, filterNamesOf(context, workspace));
}

/** How filters of the workspace name what they refer to. */
export function filterNamesOf({ database }: Context, { number }: Workspace): FilterNames {
  return {
    partnerFilter: (partner) => findPartner(database, partner)?.filterName ?? partner,
    cohort(partner, cohortId) {
      const cohort = findCohort(database, number, partner, cohortId);
      if (cohort === undefined) return undefined;
      return {
        name: cohort.name,
        isShared: countCohortsCalled(database, number, partner, cohort.name) > 1,
      };
    },
    segment(segmentId) {
      const segment = findSegment(database, number, segmentId);
      if (segment === undefined) return undefined;
      return { name: segment.name, isShared: countSegmentsCalled(database, number, segment.name) > 1 };
    },
  };
}
