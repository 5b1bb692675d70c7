import { type JsonValue, memberOf } from '../json.js';
import { isoTime } from '../time/time.js';
import type { UserProfile } from '../users/user-profile.js';
import { attributeSteps, valuesAt } from './attribute-path.js';
import type { FilterGroup, SegmentDefinition, SegmentFilter } from './definition.js';
import { describeAppsUsed, describeExclusion } from './describe.js';
import { describeFilter, type FilterNames } from './describe-filter.js';
import type { AppsUsedFilter } from './expression.js';
import { compileRegex } from './regex.js';

/** A criterion of a segment. */
export interface Criterion {
  /** `apps_used`, `groups[0].filters[1]` or `exclusion_groups[0]`. */
  path: string;
  /** In words, with what was found instead where that is one value. */
  description: string;
}

/** A criterion, and whether a profile meets it. */
export interface JudgedCriterion extends Criterion {
  isMet: boolean;
}

/** What a profile is judged by. */
export interface Judgement {
  profile: UserProfile;
  isMet(filter: SegmentFilter | AppsUsedFilter): boolean;
}

/**
 * The criteria that a profile does not meet. Filters of a group that is met are not among them, nor groups beside one that
 * is met when one is enough.
 */
export function failingCriteria(
  definition: SegmentDefinition,
  judgement: Judgement,
  names: FilterNames,
): Criterion[] {
  const { groupsOp, groups } = definition;
  const isMet = (group: FilterGroup) => isGroupMet(group, judgement);
  const isIncluded = groupsOp === 'and' ? groups.every(isMet) : groups.some(isMet);
  const enough = new Set(groups.flatMap((group, index) => (isIncluded || isMet(group) ? [index] : [])));
  return judgeCriteria(definition, judgement, names).flatMap(({ isMet, group, ...criterion }) =>
    isMet || (group !== undefined && enough.has(group)) ? [] : [criterion],
  );
}

/** Every criterion, in order: the choice of apps, each filter, and each exclusion group, which is met by whom it leaves in. */
export function judgeCriteria(
  definition: SegmentDefinition,
  judgement: Judgement,
  names: FilterNames,
): (JudgedCriterion & { group?: number })[] {
  const { appsUsed, groups, exclusionGroups } = definition;
  const apps =
    appsUsed.scope === 'all'
      ? []
      : [
          {
            path: 'apps_used',
            description: describeAppsUsed(appsUsed),
            isMet: judgement.isMet({ type: 'apps_used', ...appsUsed }),
          },
        ];
  const filters = groups.flatMap(({ filters }, group) =>
    filters.map((filter, place) => ({
      path: `groups[${group}].filters[${place}]`,
      ...judgeFilter(filter, judgement, names),
      group,
    })),
  );
  const exclusions = exclusionGroups.map((group, index) => ({
    path: `exclusion_groups[${index}]`,
    description: describeExclusion(group, names),
    isMet: !isGroupMet(group, judgement),
  }));
  return [...apps, ...filters, ...exclusions];
}

function judgeFilter(
  filter: SegmentFilter,
  judgement: Judgement,
  names: FilterNames,
): Omit<JudgedCriterion, 'path'> {
  const words = describeFilter(filter, names);
  if (judgement.isMet(filter)) return { description: words, isMet: true };
  const { profile } = judgement;
  return {
    description: `${words}${foundInstead(filter, profile)}${unsearched(filter, profile)}`,
    isMet: false,
  };
}

function isGroupMet({ op, filters }: FilterGroup, { isMet }: Judgement): boolean {
  return op === 'and' ? filters.every(isMet) : filters.some(isMet);
}

/** The value that a filter over one value looked at. */
function foundInstead(filter: SegmentFilter, profile: UserProfile): string {
  switch (filter.type) {
    case 'custom_attribute':
      return filter.path === undefined ? found(ownValue(profile.customAttributes, filter.name)) : '';
    case 'attribute':
      return found(attributeOf(filter.field, profile));
    case 'random_bucket':
      return found(profile.randomBucket);
    case 'session_count':
      return found(profile.sessionCount);
    default:
      return '';
  }
}

/** That a text was longer than the pattern is searched for in: it matches nothing then. */
function unsearched(filter: SegmentFilter, profile: UserProfile): string {
  if (!('comparison' in filter) || filter.comparison !== 'matches_regex') return '';
  const values =
    filter.type === 'custom_attribute'
      ? valuesAt(profile.customAttributes, attributeSteps(filter.name, filter.path)).flat()
      : [attributeOf(filter.field, profile)];
  const max = compileRegex(filter.value)?.textLengthMax ?? Number.POSITIVE_INFINITY;
  const longest = Math.max(0, ...values.map((its) => (typeof its === 'string' ? its.length : 0)));
  return longest > max ? `; this pattern is searched in texts of up to ${max} characters` : '';
}

function attributeOf(
  field: Extract<SegmentFilter, { type: 'attribute' }>['field'],
  profile: UserProfile,
): JsonValue {
  switch (field) {
    case 'email':
      return profile.email;
    case 'phone':
      return profile.phone;
    case 'external_id':
      return profile.externalId;
    case 'created_at':
      return isoTime(profile.createdAt);
    default:
      return ownValue(profile.attributes, field);
  }
}

function ownValue(attributes: UserProfile['attributes'], name: string): JsonValue {
  return memberOf(attributes, name) ?? null;
}

function found(value: JsonValue): string {
  if (value === null) return '; found no value';
  const text = JSON.stringify(value);
  return `; found ${text.length <= shownLengthMax ? text : `${text.slice(0, shownLengthMax)}…`}`;
}

const shownLengthMax = 100;
