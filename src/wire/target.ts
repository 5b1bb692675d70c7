import { z } from 'zod';
import type { JsonObject } from '../domain/json.js';
import type { FilterGroup, FilterGroups, SegmentFilter, Target } from '../domain/segment/definition.js';

// MERGE (segments): this file goes; wire/segment-definition.ts has targetInput and targetJson, which know all filters. Until
// then a target takes cohort filters only.

const joiner = z.enum(['and', 'or']);

const cohortFilter = z
  .strictObject({
    type: z.literal('cohort'),
    partner: z.string().min(1),
    comparison: z.enum(['includes', 'does_not_include']),
    cohort_ids: z.array(z.string().min(1)).min(1).max(256),
  })
  .transform(
    ({ cohort_ids: cohortIds, partner, ...its }): SegmentFilter => ({
      ...its,
      partner: partner.toLowerCase(),
      cohortIds,
    }),
  );

const group = z.strictObject({
  name: z.string().optional(),
  op: joiner,
  filters: z.array(cohortFilter).min(1),
});

const filterGroups = z
  .strictObject({
    groups_op: joiner.optional(),
    groups: z.array(group).optional(),
    exclusion_groups: z.array(group).optional(),
  })
  .transform(
    (its): FilterGroups => ({
      groupsOp: its.groups_op ?? 'and',
      groups: its.groups ?? [],
      exclusionGroups: its.exclusion_groups ?? [],
    }),
  );

function filterGroupsJson({ groupsOp, groups, exclusionGroups }: FilterGroups): JsonObject {
  return {
    groups_op: groupsOp,
    groups: groups.map(groupJson),
    exclusion_groups: exclusionGroups.map(groupJson),
  };
}

function groupJson({ name, op, filters }: FilterGroup): JsonObject {
  const cohorts = filters.flatMap((filter) => {
    if (filter.type !== 'cohort') return [];
    const { cohortIds, ...its } = filter;
    return [{ ...its, cohort_ids: cohortIds }];
  });
  return { ...(name !== undefined && { name }), op, filters: cohorts };
}

/** Whom a campaign or Canvas is for. Left out, everybody. Contract 6.6 */
export const target = z
  .strictObject({
    segment_ids: z
      .array(z.string().min(1))
      .optional()
      .describe('API identifiers; a receiver is in all of these segments.'),
    additional_filters: filterGroups.optional(),
  })
  .transform(
    (its): Target => ({
      segmentIds: its.segment_ids ?? [],
      additionalFilters: its.additional_filters ?? { groupsOp: 'and', groups: [], exclusionGroups: [] },
    }),
  );

export function targetJson({ segmentIds, additionalFilters }: Target): JsonObject {
  return { segment_ids: segmentIds, additional_filters: filterGroupsJson(additionalFilters) };
}
