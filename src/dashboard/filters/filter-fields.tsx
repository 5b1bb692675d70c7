import type { Child } from 'hono/jsx';
import type { Choices } from './choices.js';
import type { FilterDraft } from './draft.js';
import { redrawOnChange } from './htmx-builder.js';
import { findKind, jsonKind } from './kind-list.js';
import { Picker } from './picker.js';
import { fieldsOf, textOf, type ValueField } from './value-fields.js';

/** The fields of a filter beside its kind. */
export function FilterFields({ filter, choices }: { filter: FilterDraft; choices: Choices }): Child {
  const id = textOf(filter.values, 'kind');
  if (id === jsonKind) return <JsonField filter={filter} />;
  const kind = findKind(id);
  if (kind === undefined) return null;
  return (
    <>
      {fieldsOf(kind, filter.values).map((field) => (
        <ValueInput filter={filter} field={field} choices={choices} />
      ))}
    </>
  );
}

function JsonField({ filter }: { filter: FilterDraft }) {
  return (
    <label class="wide">
      <span>Filter as JSON</span>
      <textarea name={`${filter.key}.json`} rows={6} class="code" spellcheck={false}>
        {textOf(filter.values, 'json')}
      </textarea>
    </label>
  );
}

const pickers = {
  cohorts: 'This partner has no cohort here yet.',
  segments: 'This workspace has no other segment yet.',
  campaign: 'This workspace has no campaign and no Canvas yet.',
};

interface InputProps {
  filter: FilterDraft;
  field: ValueField;
  choices: Choices;
}

function ValueInput({ filter, field, choices }: InputProps) {
  const name = `${filter.key}.${field.name}`;
  if (field.input === 'cohorts' || field.input === 'segments' || field.input === 'campaign') {
    return (
      <Picker
        legend={field.label}
        name={name}
        searchName={`${filter.key}.search`}
        picks={choices.picks.get(filter.key) ?? { search: '', options: [], isMore: false }}
        isSingle={field.input === 'campaign'}
        empty={pickers[field.input]}
      />
    );
  }
  return (
    <label for={name}>
      <span>{field.label}</span>
      {plainInput(name, field, textOf(filter.values, field.name))}
      {field.hint !== undefined && <small>{field.hint}</small>}
    </label>
  );
}

const placeholders: Record<string, string> = {
  moment: '2026-02-03',
  birthday: '02-29',
  range: '0 – 4999',
};

function plainInput(name: string, field: ValueField, text: string): Child {
  switch (field.input) {
    case 'choice': {
      // Which fields follow may depend on what is chosen.
      const redraw = /(comparison|value_type)$/.test(field.name) ? redrawOnChange() : {};
      return (
        <select id={name} name={name} {...redraw}>
          {field.options.map(({ value, label }) => (
            <option value={value} selected={value === text}>
              {label}
            </option>
          ))}
        </select>
      );
    }
    case 'texts':
    case 'values':
      return (
        <textarea id={name} name={name} rows={Math.max(1, text.split('\n').length)} spellcheck={false}>
          {text}
        </textarea>
      );
    default: {
      const redraw = field.name === 'property.name' ? redrawOnChange() : {};
      const isNumber = field.input === 'number';
      return (
        <input
          type="text"
          id={name}
          name={name}
          value={text}
          inputmode={isNumber ? 'decimal' : undefined}
          placeholder={placeholders[field.input]}
          autocomplete="off"
          spellcheck={false}
          {...redraw}
        />
      );
    }
  }
}
