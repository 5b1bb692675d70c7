import { z } from 'zod';
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

const filterGroup = z
  .strictObject({
    name: z.string().optional(),
    op: joiner,
    filters: z.array(filterInput).min(1, 'expected at least one filter'),
  })
  .meta({ id: 'filter_group', description: 'Filters that are joined by AND or OR.' });

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
  .meta({ id: 'filter_groups', description: 'Groups of filters that are joined by AND or OR.' });

const definitionFields = z.strictObject({
  version: z.literal(1).optional(),
  apps_used: appsUsed.default({ scope: 'all' }),
  ...groupsShape,
});
export interface DefinitionSchema extends z.ZodType<SegmentDefinition, z.input<typeof definitionFields>> {}

/** The definition of a segment. */
export const definitionInput: DefinitionSchema = definitionFields
  .transform(({ version: _, ...its }): SegmentDefinition => camelFields(its))
  .meta({
    id: 'segment_definition',
    description: 'Who is in a segment: groups of filters, and groups of filters that exclude.',
  });

const noFilters: FilterGroups = { groupsOp: 'and', groups: [], exclusionGroups: [] };

const targetFields = z.strictObject({
  segment_ids: z.array(z.string().min(1)).default([]).describe('Receivers are in all of them.'),
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
