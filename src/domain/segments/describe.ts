import type { AppsUsed, FilterGroup, FilterGroups, Joiner, SegmentDefinition } from './definition.js';
import { listOf } from './describe-condition.js';
import { describeFilter, type FilterNames } from './describe-filter.js';

const joiners: Record<Joiner, string> = { and: ' AND ', or: ' OR ' };

/** A whole definition in words: what `/segments/details` calls `description`. Grammar [inferred] */
export function describeDefinition(definition: SegmentDefinition, names: FilterNames): string {
  const { appsUsed, exclusionGroups } = definition;
  const apps = appsUsed.scope === 'all' ? [] : [describeAppsUsed(appsUsed)];
  const isAlone = apps.length + exclusionGroups.length === 0;
  const included = [...apps, ...describeGroups(definition, isAlone, names)];
  const excluded = exclusionGroups.map((group) => describeExclusion(group, names));
  return [...(included.length === 0 ? ['All users'] : included), ...excluded].join(joiners.and);
}

/** Parentheses stand around each of several groups, and wherever the reading would depend on which joiner binds first. */
function describeGroups({ groups, groupsOp }: FilterGroups, isAlone: boolean, names: FilterNames): string[] {
  const [first, ...others] = groups;
  if (first === undefined) return [];
  if (others.length === 0) {
    const text = describeGroup(first, names);
    return [isAlone || first.filters.length === 1 ? text : `(${text})`];
  }
  const text = groups.map((group) => `(${describeGroup(group, names)})`).join(joiners[groupsOp]);
  return [isAlone || groupsOp === 'and' ? text : `(${text})`];
}

function describeGroup(group: FilterGroup, names: FilterNames): string {
  return group.filters.map((filter) => describeFilter(filter, names)).join(joiners[group.op]);
}

/** An exclusion group as the criterion it is. */
export function describeExclusion(group: FilterGroup, names: FilterNames): string {
  return `NOT (${describeGroup(group, names)})`;
}

/** A choice of apps other than all. Words [inferred] */
export function describeAppsUsed(appsUsed: Exclude<AppsUsed, { scope: 'all' }>): string {
  return appsUsed.scope === 'none'
    ? 'Apps Used is No apps'
    : `Apps Used is any of ${listOf(appsUsed.appIds)}`;
}
