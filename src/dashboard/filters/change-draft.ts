import type { Draft, FilterDraft, GroupDraft } from './draft.js';

/**
 * Does what a button of the builder says: `add-group`, `add-exclusion`, `remove-group:g1`, `add-filter:g1`, `remove-filter:g1.f2`,
 * `copy-filter:g1.f2`. Anything else changes nothing.
 */
export function changeDraft(draft: Draft, command: string): Draft {
  const [what = '', key = ''] = command.split(':');
  switch (what) {
    case 'add-group':
      return { ...draft, groups: [...draft.groups, newGroup(draft.groups, 'g')] };
    case 'add-exclusion':
      return { ...draft, exclusions: [...draft.exclusions, newGroup(draft.exclusions, 'x')] };
    case 'remove-group': {
      const others = (groups: readonly GroupDraft[]) => groups.filter((group) => group.key !== key);
      return { ...draft, groups: others(draft.groups), exclusions: others(draft.exclusions) };
    }
    case 'add-filter':
      return inGroups(draft, (group) =>
        group.key === key ? { ...group, filters: [...group.filters, newFilter(group)] } : group,
      );
    case 'remove-filter':
      return inGroups(draft, (group) => ({
        ...group,
        filters: group.filters.filter((filter) => filter.key !== key),
      }));
    case 'copy-filter':
      return inGroups(draft, (group) => ({
        ...group,
        filters: group.filters.flatMap((filter) =>
          filter.key === key ? [filter, { ...newFilter(group), values: filter.values }] : [filter],
        ),
      }));
    default:
      return draft;
  }
}

function inGroups(draft: Draft, change: (group: GroupDraft) => GroupDraft): Draft {
  return { ...draft, groups: draft.groups.map(change), exclusions: draft.exclusions.map(change) };
}

/** With one filter to begin with: a group has one at least. */
function newGroup(groups: readonly GroupDraft[], prefix: string): GroupDraft {
  const group: GroupDraft = {
    key: `${prefix}${nextNumber(groups.map(({ key }) => key.slice(prefix.length)))}`,
    name: '',
    op: 'and',
    filters: [],
  };
  return { ...group, filters: [newFilter(group)] };
}

function newFilter({ key, filters }: GroupDraft): FilterDraft {
  const number = nextNumber(filters.map((filter) => filter.key.slice(key.length + 2)));
  return { key: `${key}.f${number}`, values: {}, isNew: true };
}

function nextNumber(taken: readonly string[]): number {
  return Math.max(0, ...taken.map((text) => Number(text) || 0)) + 1;
}
