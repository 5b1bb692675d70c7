import type {
  FilterGroup,
  Segment,
  SegmentDefinition,
  SegmentInput,
} from '../../../src/domain/segments/definition.js';
import type { LeafFilter } from '../../../src/domain/segments/expression.js';
import type { TestEmulator } from '../emulator.js';

/** Everyone, but for what the test names. */
export function aDefinition(fields: Partial<SegmentDefinition> = {}): SegmentDefinition {
  return { appsUsed: { scope: 'all' }, groupsOp: 'and', groups: [], exclusionGroups: [], ...fields };
}

/** Who is in a cohort of hightouch. */
export function inCohort(cohortId: string): Extract<LeafFilter, { type: 'cohort' }> {
  return { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohortIds: [cohortId] };
}

/** The same as a group of a segment. */
export function cohortGroup(cohortId: string): FilterGroup {
  return { op: 'and', filters: [inCohort(cohortId)] };
}

/** Saves a segment of everyone, but for what the test names. */
export function addSegment(t: TestEmulator, fields: Partial<SegmentInput> = {}): Segment {
  return t.emulator.createSegment(t.workspace, {
    name: 'Everyone',
    textDescription: '',
    tags: [],
    teams: [],
    isAnalyticsTracked: false,
    definition: aDefinition(),
    ...fields,
  });
}
