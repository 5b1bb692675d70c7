import { isPlaceholder } from '../../id-forms.js';
import { isJsonObject, type JsonValue } from '../../json.js';
import { type Ignored, tolerated } from '../ignored.js';

/** Fields that hold ids, alone or in a list. */
const idFields: ReadonlySet<string> = new Set([
  'external_id',
  'external_ids',
  'external_user_id',
  'external_user_ids',
  'current_external_id',
  'new_external_id',
  'user_ids',
  'device_id',
  'device_ids',
  'braze_id',
  'braze_ids',
  'alias_label',
  'alias_name',
  'old_alias_name',
  'new_alias_name',
  'cohort_id',
]);

/** Fields whose objects have ids. What else stands in a body is people's own: attributes, properties, messages. */
const fieldsWithIds: ReadonlySet<string> = new Set([
  'cohort_changes',
  'aliases',
  'attributes',
  'events',
  'purchases',
  'push_tokens',
  'user_alias',
  'user_aliases',
  'aliases_to_identify',
  'emails_to_identify',
  'phone_numbers_to_identify',
  'alias_updates',
  'merge_updates',
  'identifier_to_merge',
  'identifier_to_keep',
  'external_id_renames',
  'recipients',
]);

/** A note for each id of a body that is what a program writes where it has no value: `null`, `undefined`, `NaN`. */
export function placeholderNotes(body: JsonValue): Ignored[] {
  const notes: Ignored[] = [];
  collect(body, '', notes);
  return notes;
}

function collect(value: JsonValue, path: string, notes: Ignored[]): void {
  if (Array.isArray(value)) {
    for (const [index, its] of value.entries())
      if (isJsonObject(its)) collect(its, `${path}[${index}]`, notes);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [name, its] of Object.entries(value)) {
    const place = path === '' ? name : `${path}.${name}`;
    if (idFields.has(name)) collectIds(its, place, notes);
    else if (fieldsWithIds.has(name)) collect(its, place, notes);
  }
}

function collectIds(value: JsonValue, path: string, notes: Ignored[]): void {
  if (typeof value === 'string') {
    if (isPlaceholder(value)) notes.push(noteOf(path));
    return;
  }
  if (!Array.isArray(value)) return;
  for (let index = 0; index < value.length; index++) {
    const its = value[index];
    if (typeof its === 'string' && isPlaceholder(its)) notes.push(noteOf(`${path}[${index}]`));
  }
}

function noteOf(path: string): Ignored {
  return tolerated(path, 'placeholder_id', 'looks like no id but like the lack of one');
}
