import type { FilterGroup, FilterGroups, SegmentDefinition, SegmentFilter, Target } from './definition.js';

/** A filter that stands for itself; a `segment` filter has been replaced by what its segments are made of. */
export type LeafFilter = Exclude<SegmentFilter, { type: 'segment' }> | AppsUsedFilter;
/** The choice of apps as a filter. */
export type AppsUsedFilter =
  | { type: 'apps_used'; scope: 'none' }
  | { type: 'apps_used'; scope: 'specific'; appIds: string[] };

/**
 * A boolean tree over filters, which is what evaluators work on. `and` of nothing is everyone, `or` of nothing nobody.
 * Segments, targets and connected audiences all compile to it.
 */
export type Expression =
  | { kind: 'and'; terms: Expression[] }
  | { kind: 'or'; terms: Expression[] }
  | { kind: 'not'; term: Expression }
  | { kind: 'filter'; filter: LeafFilter };

/** Finds what a segment id in a filter means; `undefined` when no such segment is left, which then has no members. */
export type FindDefinition = (segmentId: string) => SegmentDefinition | undefined;

const everyone: Expression = { kind: 'and', terms: [] };
const nobody: Expression = { kind: 'or', terms: [] };

export function segmentExpression(definition: SegmentDefinition, findDefinition: FindDefinition): Expression {
  const { appsUsed } = definition;
  const apps: Expression[] =
    appsUsed.scope === 'all' ? [] : [{ kind: 'filter', filter: { type: 'apps_used', ...appsUsed } }];
  return { kind: 'and', terms: [...apps, groupsExpression(definition, findDefinition)] };
}

/** Segments are joined to each other and to the additional filters by AND. [doc] targeting_users */
export function targetExpression(target: Target, findDefinition: FindDefinition): Expression {
  const segments = target.segmentIds.map((id) => namedSegment(id, findDefinition));
  return { kind: 'and', terms: [...segments, groupsExpression(target.additionalFilters, findDefinition)] };
}

function groupsExpression(definition: FilterGroups, findDefinition: FindDefinition): Expression {
  const { groups, groupsOp, exclusionGroups } = definition;
  const groupOf = (group: FilterGroup) => groupExpression(group, findDefinition);
  const included: Expression =
    groups.length === 0 ? everyone : { kind: groupsOp, terms: groups.map(groupOf) };
  const excluded = exclusionGroups.map((group): Expression => ({ kind: 'not', term: groupOf(group) }));
  return { kind: 'and', terms: [included, ...excluded] };
}

export function groupExpression({ op, filters }: FilterGroup, findDefinition: FindDefinition): Expression {
  return { kind: op, terms: filters.map((filter) => filterExpression(filter, findDefinition)) };
}

export function filterExpression(filter: SegmentFilter, findDefinition: FindDefinition): Expression {
  if (filter.type !== 'segment') return { kind: 'filter', filter };
  const included: Expression = {
    kind: 'or',
    terms: filter.segmentIds.map((id) => namedSegment(id, findDefinition)),
  };
  return filter.comparison === 'includes' ? included : { kind: 'not', term: included };
}

function namedSegment(id: string, findDefinition: FindDefinition): Expression {
  const definition = findDefinition(id);
  return definition === undefined ? nobody : segmentExpression(definition, findDefinition);
}
