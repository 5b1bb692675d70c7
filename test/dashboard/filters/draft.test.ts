import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SegmentDefinition, SegmentFilter } from '../../../src/client/api.js';
import { changeDraft } from '../../../src/dashboard/filters/change-draft.js';
import {
  type Draft,
  draftOfDefinition,
  draftOfForm,
  type Fields,
  readDraft,
} from '../../../src/dashboard/filters/draft.js';
import { filterOf, valuesOf } from '../../../src/dashboard/filters/filter-values.js';
import { definitionJson } from '../../../src/wire/control/segments/definition.js';
import { aDefinition } from '../../support/segments/segment-arbitraries.js';
import { filtersInWords } from '../../support/segments/segment-filters.js';

/** The fields that the builder draws for a draft, as a browser sends them. */
function fieldsOf(draft: Draft): [string, string][] {
  const groups = (list: string, its: Draft['groups']) =>
    its.flatMap(({ key, name, op, filters }): [string, string][] => [
      [list, key],
      [`${key}.name`, name],
      [`${key}.op`, op],
      ...filters.flatMap((filter): [string, string][] => [
        [`${key}.filter`, filter.key],
        ...Object.entries(filter.values).flatMap(([name, texts]) =>
          texts.map((text): [string, string] => [`${filter.key}.${name}`, text.replaceAll('\n', '\r\n')]),
        ),
      ]),
    ]);
  return [
    ['groups_op', draft.groupsOp],
    ['apps', draft.apps.scope],
    ['app_ids', draft.apps.ids.replaceAll('\n', '\r\n')],
    ...groups('group', draft.groups),
    ...groups('exclusion', draft.exclusions),
  ];
}

function formOf(fields: [string, string][]): Fields {
  const texts = (name: string) => fields.filter(([its]) => its === name).map(([, text]) => text);
  return {
    texts,
    raw: (name) => texts(name)[0] ?? '',
    names: () => [...new Set(fields.map(([name]) => name))],
  };
}

describe('a filter', () => {
  test.each(filtersInWords.map(([filter, words]) => [words, filter] as const))(
    'is drawn in fields and read from them as it was: %s',
    (_, filter) => {
      const values = valuesOf(filter as SegmentFilter);
      expect(values.kind).not.toEqual(['json']);
      expect(filterOf(values)).toEqual({ filter });
    },
  );

  test.each<[what: string, filter: object]>([
    ['of a type that the builder does not know', { type: 'of_tomorrow', depth: [1, { a: null }] }],
    ['with a member that the builder does not know', { type: 'identity', is: 'identified', since: 'ever' }],
    [
      'with a value that no line can hold',
      { type: 'attribute', field: 'first_name', comparison: 'is_any_of', value: ['a\nb'] },
    ],
    [
      'with an empty text',
      { type: 'attribute', field: 'first_name', comparison: 'is_any_of', value: ['', 'a'] },
    ],
  ])('%s stays JSON, and nothing of it is lost', (_, filter) => {
    const values = valuesOf(filter as SegmentFilter);
    expect(values.kind).toEqual(['json']);
    expect(filterOf(values)).toEqual({ filter });
  });

  test.each<[values: Record<string, string[]>, missing: string]>([
    [{}, 'Choose a filter.'],
    [{ kind: ['cohort:hightouch'], comparison: ['includes'] }, 'Cohorts is missing.'],
    [{ kind: ['custom_attribute'], value_type: ['number'] }, 'Attribute is missing.'],
    [{ kind: ['session_count'], comparison: ['exactly'], value: [' '] }, 'Value is missing.'],
    [{ kind: ['json'], json: ['{'] }, expect.stringMatching(/^This is not JSON: /)],
  ])('of the fields %j is not complete', (values, missing) => {
    expect(filterOf(values)).toEqual({ missing });
  });

  test('says a number, true and false as such in a list of any values, and what is in quotes as a text', () => {
    const read = filterOf({
      kind: ['custom_attribute'],
      name: ['tags'],
      value_type: ['array'],
      comparison: ['includes_any_of'],
      value: ['7\r\ntrue\r\n"7"\r\nred\r\n'],
    });
    expect(read).toMatchObject({ filter: { value: [7, true, '7', 'red'] } });
  });
});

test('any definition comes back from its form as it was', () => {
  fc.assert(
    fc.property(aDefinition, (definition) => {
      const { version: _, ...saved } = definitionJson(definition) as SegmentDefinition;
      const read = readDraft(draftOfForm(formOf(fieldsOf(draftOfDefinition(saved)))));
      expect(read.missing).toEqual(new Map());
      expect(JSON.parse(JSON.stringify(read.definition))).toEqual(JSON.parse(JSON.stringify(saved)));
    }),
  );
});

test('a filter that is not complete is left out, and the places of the others are known', () => {
  const draft = draftOfForm(
    formOf([
      ['group', 'g1'],
      ['g1.filter', 'g1.f1'],
      ['group', 'g4'],
      ['g4.op', 'or'],
      ['g4.filter', 'g4.f2'],
      ['g4.filter', 'g4.f3'],
      ['g4.f3.kind', 'identity'],
      ['g4.f3.is', 'anonymous'],
    ]),
  );
  const { definition, missing, keys } = readDraft(draft);
  expect(definition.groups).toEqual([{ op: 'or', filters: [{ type: 'identity', is: 'anonymous' }] }]);
  expect([...missing.keys()]).toEqual(['g1.f1', 'g4.f2']);
  expect(Object.fromEntries(keys)).toEqual({ 'groups[0]': 'g4', 'groups[0].filters[0]': 'g4.f3' });
});

describe('a button of the builder', () => {
  const draft = draftOfDefinition({
    groups: [
      {
        filters: [
          { type: 'identity', is: 'anonymous' },
          { type: 'email_available', value: true },
        ],
      },
    ],
    exclusion_groups: [{ filters: [{ type: 'identity', is: 'identified' }] }],
  });
  const keysAfter = (command: string) => {
    const { groups, exclusions } = changeDraft(draft, command);
    return [...groups, ...exclusions].map(({ key, filters }) =>
      [key, ...filters.map((its) => its.key)].join(' '),
    );
  };

  test.each([
    ['add-group', ['g1 g1.f1 g1.f2', 'g2 g2.f1', 'x1 x1.f1']],
    ['add-exclusion', ['g1 g1.f1 g1.f2', 'x1 x1.f1', 'x2 x2.f1']],
    ['remove-group:g1', ['x1 x1.f1']],
    ['remove-group:x1', ['g1 g1.f1 g1.f2']],
    ['add-filter:g1', ['g1 g1.f1 g1.f2 g1.f3', 'x1 x1.f1']],
    ['remove-filter:g1.f1', ['g1 g1.f2', 'x1 x1.f1']],
    ['copy-filter:g1.f1', ['g1 g1.f1 g1.f3 g1.f2', 'x1 x1.f1']],
    ['draw', ['g1 g1.f1 g1.f2', 'x1 x1.f1']],
  ])('that says %s leaves these groups and filters', (command, keys) => {
    expect(keysAfter(command)).toEqual(keys);
  });

  test('that duplicates a filter keeps what it asks for', () => {
    const [group] = changeDraft(draft, 'copy-filter:g1.f1').groups;
    expect(group?.filters.map(({ values }) => values.kind)).toEqual([
      ['identity'],
      ['identity'],
      ['email_available'],
    ]);
  });
});
