import { z } from 'zod';
import type { JsonObject } from '../../../domain/json.js';
import type {
  FilterGroup,
  FilterGroups,
  SegmentDefinition,
  Target,
} from '../../../domain/segments/definition.js';
import { camelFields, snakeFields } from '../../field-names.js';
import { filterInput, filterJson } from './filters.js';
import { listOf } from './value-condition.js';

// The filter language of the control API (contract, segments-and-messaging 6.4 and 6.6). Unknown fields are errors.

const joiner = z.enum(['and', 'or']).default('and');

const filterGroup = z
  .strictObject({
    name: z.string().optional(),
    op: joiner,
    filters: z.array(filterInput).min(1, 'expected at least one filter'),
  })
  .meta({ id: 'filter_group' });

const groupsShape = {
  groups_op: joiner,
  groups: z.array(filterGroup).default([]).describe('Left out, everyone.'),
  exclusion_groups: z.array(filterGroup).default([]).describe('Attached with AND NOT.'),
};

const appsUsed = z
  .discriminatedUnion('scope', [
    z.strictObject({ scope: z.literal('all') }),
    z.strictObject({ scope: z.literal('none') }),
    z.strictObject({ scope: z.literal('specific'), app_ids: listOf(z.string().min(1)) }),
  ])
  .transform(camelFields);

/** Groups of filters: what a campaign may have beside its segments. */
const filterGroupsInput = z
  .strictObject(groupsShape)
  .transform((its): FilterGroups => camelFields(its))
  .meta({ id: 'filter_groups' });

/** The definition of a segment. */
export const definitionInput = z
  .strictObject({
    version: z.literal(1).optional(),
    apps_used: appsUsed.default({ scope: 'all' }),
    ...groupsShape,
  })
  .transform(({ version: _, ...its }): SegmentDefinition => camelFields(its))
  .meta({ id: 'segment_definition' });

const noFilters: FilterGroups = { groupsOp: 'and', groups: [], exclusionGroups: [] };

/** Whom a campaign or Canvas is for. */
export const targetInput = z
  .strictObject({
    segment_ids: z.array(z.string().min(1)).default([]).describe('Receivers are in all of them.'),
    additional_filters: filterGroupsInput.default(noFilters),
  })
  .transform((its): Target => camelFields(its))
  .meta({ id: 'target' });

export function definitionJson(definition: SegmentDefinition): JsonObject {
  const { appsUsed: apps, ...groups } = definition;
  return { version: 1, apps_used: snakeFields(apps), ...filterGroupsJson(groups) };
}

export function targetJson(target: Target): JsonObject {
  return { segment_ids: target.segmentIds, additional_filters: filterGroupsJson(target.additionalFilters) };
}

function filterGroupsJson({ groupsOp, groups, exclusionGroups }: FilterGroups): JsonObject {
  return {
    groups_op: groupsOp,
    groups: groups.map(groupJson),
    exclusion_groups: exclusionGroups.map(groupJson),
  };
}

function groupJson({ name, op, filters }: FilterGroup): JsonObject {
  return { ...(name !== undefined && { name }), op, filters: filters.map(filterJson) };
}
