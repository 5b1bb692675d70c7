import { z } from 'zod';
import { filtersMax, filtersWithSegmentsMax } from '../../../domain/limits.js';
import type {
  FilterGroup,
  FilterGroups,
  SegmentDefinition,
  Target,
} from '../../../domain/segments/definition.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { camelFields } from '../../field-names.js';
import { filterInput, filterJson } from './filters.js';
import { listOf } from './value-condition.js';

// The filter language of the control API (contract, segments-and-messaging 6.4 and 6.6). Unknown fields are errors.

const joiner = z.enum(['and', 'or']).default('and');

const tooManyFilters = `expected at most ${filtersMax} filters, all groups together`;

const filterGroup = z
  .strictObject({
    name: z.string().optional(),
    op: joiner,
    filters: z.array(filterInput).min(1, 'expected at least one filter').max(filtersMax, tooManyFilters),
  })
  .meta({ id: 'filter_group', description: 'Filters that are joined by AND or OR.' });

const groupsShape = {
  groups_op: joiner,
  groups: z.array(filterGroup).max(filtersMax, tooManyFilters).default([]).describe('Left out, everyone.'),
  exclusion_groups: z
    .array(filterGroup)
    .max(filtersMax, tooManyFilters)
    .default([])
    .describe('Attached with AND NOT.'),
};

/** Each group has one at least, so that too many groups are too many filters. */
function assertFewFilters(
  { groups, exclusion_groups: excluded }: { groups: FilterGroup[]; exclusion_groups: FilterGroup[] },
  context: z.core.$RefinementCtx,
): void {
  const count = [...groups, ...excluded].reduce((sum, { filters }) => sum + filters.length, 0);
  if (count <= filtersMax) return;
  context.addIssue({ code: 'custom', path: ['groups'], message: `${tooManyFilters}, received ${count}` });
}

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
  .superRefine(assertFewFilters)
  .transform((its): FilterGroups => camelFields(its))
  .meta({ id: 'filter_groups', description: 'Groups of filters that are joined by AND or OR.' });

const definitionFields = z.strictObject({
  version: z.literal(1).optional(),
  apps_used: appsUsed.default({ scope: 'all' }),
  ...groupsShape,
});
export interface DefinitionSchema extends z.ZodType<SegmentDefinition, z.input<typeof definitionFields>> {}

/** The definition of a segment. */
export const definitionInput: DefinitionSchema = definitionFields
  .superRefine(assertFewFilters)
  .transform(({ version: _, ...its }): SegmentDefinition => camelFields(its))
  .meta({
    id: 'segment_definition',
    description: 'Who is in a segment: groups of filters, and groups of filters that exclude.',
  });

const noFilters: FilterGroups = { groupsOp: 'and', groups: [], exclusionGroups: [] };

const targetFields = z.strictObject({
  segment_ids: z
    .array(z.string().min(1))
    .max(filtersWithSegmentsMax)
    .default([])
    .describe('Receivers are in all of them.'),
  additional_filters: filterGroupsInput.default(noFilters),
});
export interface TargetSchema extends z.ZodType<Target, z.input<typeof targetFields>> {}

/** Whom a campaign or Canvas is for. */
export const targetInput: TargetSchema = targetFields
  .transform((its): Target => camelFields(its))
  .meta({ id: 'target', description: 'Who a campaign or Canvas is for: segments, and further filters.' });

// In answers nothing is left out, and filters are as they are sent.

const groupAnswer = lazySchema(() =>
  z.strictObject({ name: z.string().optional(), op: z.enum(['and', 'or']), filters: z.array(filterInput) }),
);

const groupsAnswer = lazySchema(() =>
  z.strictObject({
    groups_op: z.enum(['and', 'or']),
    groups: z.array(groupAnswer()),
    exclusion_groups: z.array(groupAnswer()),
  }),
);

export const definitionAnswer = lazySchema(() =>
  z.strictObject({ version: z.literal(1), apps_used: appsUsed, ...groupsAnswer().shape }),
);

export const targetAnswer = lazySchema(() =>
  z.strictObject({ segment_ids: z.array(z.string()), additional_filters: groupsAnswer() }),
);

export function definitionJson(definition: SegmentDefinition): Wire<typeof definitionAnswer> {
  const { appsUsed: apps, ...groups } = definition;
  return { version: 1, apps_used: appsUsedJson(apps), ...filterGroupsJson(groups) };
}

export function targetJson(target: Target): Wire<typeof targetAnswer> {
  return { segment_ids: target.segmentIds, additional_filters: filterGroupsJson(target.additionalFilters) };
}

function appsUsedJson(apps: SegmentDefinition['appsUsed']): z.input<typeof appsUsed> {
  return apps.scope === 'specific' ? { scope: apps.scope, app_ids: apps.appIds } : apps;
}

function filterGroupsJson({ groupsOp, groups, exclusionGroups }: FilterGroups): Wire<typeof groupsAnswer> {
  return {
    groups_op: groupsOp,
    groups: groups.map(groupJson),
    exclusion_groups: exclusionGroups.map(groupJson),
  };
}

function groupJson({ name, op, filters }: FilterGroup): Wire<typeof groupAnswer> {
  return { name, op, filters: filters.map(filterJson) };
}
