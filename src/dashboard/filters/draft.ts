import type { FilterGroups, SegmentDefinition, SegmentFilter } from '../../client/api.js';
import { filterOf, valuesOf } from './filter-values.js';
import type { Values } from './value-fields.js';

// What somebody builds, as it stands in the fields of a form: groups of filters that may not be complete yet. All of it is in the
// fields, so that the form comes back changed without anything being kept on the server.

export interface Draft {
  groupsOp: Joiner;
  groups: GroupDraft[];
  exclusions: GroupDraft[];
  apps: { scope: string; ids: string };
}

type Joiner = 'and' | 'or';

export interface GroupDraft {
  /** `g1`, or `x1` of an exclusion group; what its fields begin with. */
  key: string;
  name: string;
  op: Joiner;
  filters: FilterDraft[];
}

export interface FilterDraft {
  /** `g1.f2` */
  key: string;
  values: Values;
  /** Whether it was added last: it is where one goes on. */
  isNew?: boolean;
}

/** The fields of a form. */
export interface Fields {
  raw(name: string): string;
  texts(name: string): string[];
  names(): string[];
}

/** The draft that a saved definition makes. */
export function draftOfDefinition({ apps_used: apps, ...groups }: SegmentDefinition): Draft {
  const ids = apps?.scope === 'specific' ? apps.app_ids.join('\n') : '';
  return { ...draftOfGroups(groups), apps: { scope: apps?.scope ?? 'all', ids } };
}

/** The same of groups without a choice of apps. */
export function draftOfGroups({ groups_op, groups = [], exclusion_groups = [] }: FilterGroups): Draft {
  const drafts = (its: typeof groups, prefix: string) =>
    its.map(({ name = '', op = 'and', filters }, index): GroupDraft => {
      const key = `${prefix}${index + 1}`;
      return {
        key,
        name,
        op,
        filters: filters.map((filter, place) => ({ key: `${key}.f${place + 1}`, values: valuesOf(filter) })),
      };
    });
  return {
    groupsOp: groups_op ?? 'and',
    groups: drafts(groups, 'g'),
    exclusions: drafts(exclusion_groups, 'x'),
    apps: { scope: 'all', ids: '' },
  };
}

/** The draft that stands in the fields of a form. */
export function draftOfForm(fields: Fields): Draft {
  const names = fields.names();
  const groupOf = (key: string): GroupDraft => ({
    key,
    name: fields.raw(`${key}.name`),
    op: joinerOf(fields.raw(`${key}.op`)),
    filters: fields.texts(`${key}.filter`).map((filter) => {
      const prefix = `${filter}.`;
      const own = names.filter((name) => name.startsWith(prefix));
      return {
        key: filter,
        values: Object.fromEntries(own.map((name) => [name.slice(prefix.length), fields.texts(name)])),
      };
    }),
  });
  return {
    groupsOp: joinerOf(fields.raw('groups_op')),
    groups: fields.texts('group').map(groupOf),
    exclusions: fields.texts('exclusion').map(groupOf),
    apps: { scope: fields.raw('apps') || 'all', ids: fields.raw('app_ids') },
  };
}

function joinerOf(text: string): Joiner {
  return text === 'or' ? 'or' : 'and';
}

/** A definition, and what of the draft is not in it yet because something is missing. */
export interface ReadDraft {
  definition: SegmentDefinition;
  /** What is missing, by the key of the filter. */
  missing: ReadonlyMap<string, string>;
  /** Keys of filters and groups by their place in the definition, such as `groups[0].filters[1]`. */
  keys: ReadonlyMap<string, string>;
}

/** What the draft defines. A filter that is not complete is left out, and so is a group without filters. */
export function readDraft(draft: Draft): ReadDraft {
  const missing = new Map<string, string>();
  const keys = new Map<string, string>();
  const groupsOf = (drafts: readonly GroupDraft[], list: string) => {
    const groups: NonNullable<FilterGroups['groups']> = [];
    for (const { key, name, op, filters } of drafts) {
      const path = `${list}[${groups.length}]`;
      const read = filters.flatMap((filter) => {
        const its = filterOf(filter.values);
        if ('filter' in its) return [{ key: filter.key, filter: its.filter }];
        missing.set(filter.key, its.missing);
        return [];
      });
      if (read.length === 0) continue;
      keys.set(path, key);
      for (const [index, its] of read.entries()) keys.set(`${path}.filters[${index}]`, its.key);
      groups.push({ name: name || undefined, op, filters: read.map((its): SegmentFilter => its.filter) });
    }
    return groups;
  };
  const groups = groupsOf(draft.groups, 'groups');
  const exclusions = groupsOf(draft.exclusions, 'exclusion_groups');
  const definition = {
    apps_used: appsOf(draft.apps),
    groups_op: draft.groupsOp,
    groups,
    exclusion_groups: exclusions,
  };
  return { definition, missing, keys };
}

function appsOf({ scope, ids }: Draft['apps']): NonNullable<SegmentDefinition['apps_used']> {
  if (scope === 'none') return { scope };
  if (scope !== 'specific') return { scope: 'all' };
  return { scope, app_ids: ids.split(/\r?\n/).filter((id) => id !== '') };
}
