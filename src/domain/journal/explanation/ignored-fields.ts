import { isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { DecisionNote } from '../journal.js';
import { isSecretName } from '../placed-keys.js';
import { lookAlike } from './field-hint.js';

/** Fields that Braze looks at, by path; of a cohort path without the partner's name. [doc] each page */
const knownFields: Record<string, readonly string[]> = {
  '/partners/cohorts': ['partner_api_key', 'client_secret', 'cohort_id', 'name', 'created_at'],
  '/partners/cohorts/users': ['partner_api_key', 'client_secret', 'cohort_id', 'cohort_changes'],
  '/users/track': ['attributes', 'events', 'purchases'],
  '/users/identify': [
    'aliases_to_identify',
    'emails_to_identify',
    'phone_numbers_to_identify',
    'merge_behavior',
  ],
  '/users/alias/new': ['user_aliases'],
  '/users/alias/update': ['alias_updates'],
  '/users/merge': ['merge_updates'],
  '/users/delete': ['external_ids', 'user_aliases', 'braze_ids', 'email_addresses', 'phone_numbers'],
  '/users/external_ids/rename': ['external_id_renames'],
  '/users/external_ids/remove': ['external_ids'],
  '/users/export/ids': [
    'external_ids',
    'user_aliases',
    'device_id',
    'braze_id',
    'email_address',
    'phone',
    'fields_to_export',
  ],
};
const changeFields = ['user_ids', 'device_ids', 'aliases', 'should_remove'];
const aliasFields = ['alias_label', 'alias_name'];

/** So many notes are enough to see what is wrong. */
const notesMax = 20;

/** A note for each field of an accepted request that Braze does not look at; of each name in a list the first. */
export function ignoredFieldNotes(route: string, body: JsonValue): DecisionNote[] {
  const path = route.replace(/^\/partners\/[^/]+/, '/partners');
  const known = knownFields[path];
  if (known === undefined || !isJsonObject(body)) return [];
  const notes = new Map<string, DecisionNote>();
  addIgnored(notes, body, known, '', '');
  if (path === '/partners/cohorts/users') addIgnoredInChanges(notes, body.cohort_changes);
  return [...notes.values()].slice(0, notesMax);
}

function addIgnoredInChanges(notes: Map<string, DecisionNote>, changes: JsonValue | undefined): void {
  for (const [index, change] of objectsOf(changes)) {
    const path = `cohort_changes[${index}]`;
    addIgnored(notes, change, changeFields, `${path}.`, 'change.');
    for (const [place, alias] of objectsOf(change.aliases)) {
      addIgnored(notes, alias, aliasFields, `${path}.aliases[${place}].`, 'alias.');
    }
  }
}

function objectsOf(list: JsonValue | undefined): [number, JsonObject][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((its, index) => (isJsonObject(its) ? [[index, its]] : []));
}

function addIgnored(
  notes: Map<string, DecisionNote>,
  object: JsonObject,
  known: readonly string[],
  path: string,
  kind: string,
): void {
  for (const name of Object.keys(object)) {
    if (known.includes(name) || notes.has(kind + name)) continue;
    const hint = ignoredHint(object, name, known);
    notes.set(kind + name, {
      rule: 'ignored_field',
      message: `${path}${name} is not a field that Braze looks at`,
      path: path + name,
      ...(hint !== undefined && { hint }),
    });
  }
}

function ignoredHint(object: JsonObject, name: string, known: readonly string[]): string | undefined {
  const meant = known.find((field) => !Object.hasOwn(object, field) && lookAlike([name], field) === name);
  if (meant !== undefined) return `Did you mean '${meant}'?`;
  return isSecretName(name) ? 'A REST API key is sent as Authorization: Bearer …' : undefined;
}
