import { counted } from '../parts/numbers.js';
import type { Choices } from './choices.js';
import type { Counts } from './counts.js';
import type { FilterDraft } from './draft.js';
import { FilterFields } from './filter-fields.js';
import { commandField, idOf, redrawOn, redrawOnChange } from './htmx-builder.js';
import { cohortKind, filterKinds, jsonKind } from './kind-list.js';
import { textOf } from './value-fields.js';

interface RowProps {
  filter: FilterDraft;
  /** The place of the filter, for who does not see it: `Filter 1`. */
  label: string;
  groupKey: string;
  choices: Choices;
  counts?: Counts;
  missing?: string;
}

/** One filter: its kind, what it asks for, and how many it is true for. */
export function FilterRow({ filter, label, groupKey, choices, counts, missing }: RowProps) {
  const { key } = filter;
  return (
    <fieldset class="filter" id={idOf('filter', key)}>
      <legend>{label}</legend>
      <input type="hidden" name={`${groupKey}.filter`} value={key} />
      <div class="filter-fields">
        <KindSelect filter={filter} choices={choices} />
        <FilterFields filter={filter} choices={choices} />
      </div>
      <div class="filter-foot">
        <CountOf partKey={key} counts={counts} missing={missing} />
        <CommandButton command={`copy-filter:${key}`} label={`Duplicate ${label}`}>
          Duplicate
        </CommandButton>
        <CommandButton command={`remove-filter:${key}`} label={`Remove ${label}`}>
          Remove
        </CommandButton>
      </div>
    </fieldset>
  );
}

function KindSelect({ filter, choices }: { filter: FilterDraft; choices: Choices }) {
  const chosen = textOf(filter.values, 'kind');
  const cohorts = choices.cohortFilters.map(({ partner, label }) => cohortKind(partner, label));
  const isGone = chosen.startsWith('cohort:') && !cohorts.some(({ id }) => id === chosen);
  const kinds = [...cohorts, ...filterKinds];
  const categories = [...new Set(kinds.map(({ category }) => category))];
  return (
    <label>
      <span>Filter</span>
      <select name={`${filter.key}.kind`} autofocus={filter.isNew} {...redrawOnChange()}>
        <option value="">Choose a filter</option>
        {isGone && (
          <option value={chosen} selected>
            {chosen.slice('cohort:'.length)} (not enabled)
          </option>
        )}
        {categories.map((category) => (
          <optgroup label={category}>
            {kinds
              .filter((kind) => kind.category === category)
              .map(({ id, label }) => (
                <option value={id} selected={id === chosen}>
                  {label}
                </option>
              ))}
          </optgroup>
        ))}
        <optgroup label="Other">
          <option value={jsonKind} selected={chosen === jsonKind}>
            Filter as JSON
          </option>
        </optgroup>
      </select>
    </label>
  );
}

interface CountProps {
  /** Of a filter or a group. */
  partKey: string;
  counts?: Counts;
  missing?: string;
}

/** How many a filter or a group is true for. It stays as it is until the new count is there. */
export function CountOf({ partKey, counts, missing }: CountProps) {
  const its = counts?.parts.get(partKey);
  const text =
    missing ??
    (its === undefined
      ? ''
      : its.remaining === undefined
        ? counted(its.size, 'user')
        : `${counted(its.size, 'user')} excluded, ${counted(its.remaining, 'user')} left`);
  return (
    <output
      class={missing === undefined ? 'counted' : 'counted missing'}
      id={idOf('count', partKey)}
      hx-morph-skip={counts === undefined && missing === undefined ? '' : undefined}
    >
      {text}
    </output>
  );
}

/** A button that changes the form and saves nothing. */
export function CommandButton({
  command,
  label,
  children,
}: {
  command: string;
  label?: string;
  children: string;
}) {
  return (
    <button
      type="submit"
      name={commandField}
      value={command}
      aria-label={label}
      formnovalidate
      {...redrawOn('click')}
    >
      {children}
    </button>
  );
}
