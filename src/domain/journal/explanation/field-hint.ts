import { isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import { cohortIdentifiersPerRequestMax } from '../../limits.js';
import { isoTime } from '../../time/time.js';
import { closest } from './edit-distance.js';
import { follow, stepsOf } from './value-at.js';

/** What Braze wants under a name; of an array, in its elements too. */
const wantedTypes: Record<string, 'string' | 'boolean' | 'object' | 'strings' | 'objects'> = {
  cohort_id: 'string',
  name: 'string',
  created_at: 'string',
  cohort_changes: 'objects',
  user_ids: 'strings',
  device_ids: 'strings',
  aliases: 'objects',
  should_remove: 'boolean',
  alias_label: 'string',
  alias_name: 'string',
  external_id: 'string',
  external_ids: 'strings',
  braze_ids: 'strings',
  user_alias: 'object',
  user_aliases: 'objects',
  alias_updates: 'objects',
  aliases_to_identify: 'objects',
  emails_to_identify: 'objects',
  phone_numbers_to_identify: 'objects',
  merge_updates: 'objects',
  external_id_renames: 'objects',
  attributes: 'objects',
  events: 'objects',
  purchases: 'objects',
  fields_to_export: 'strings',
};

/** Other names that clients give a field, without case and separators. */
const otherNames: Record<string, readonly string[]> = {
  cohort_id: ['id', 'cohort', 'audienceid', 'segmentid'],
  name: ['cohortname', 'title', 'displayname', 'eventname', 'event'],
  created_at: ['created', 'timestamp', 'createddate'],
  cohort_changes: ['changes', 'cohortchange', 'users', 'updates', 'members'],
  user_ids: ['externalids', 'externaluserids', 'externalid', 'userid', 'ids', 'users', 'externalusers'],
  device_ids: ['deviceid', 'devices'],
  aliases: ['useraliases', 'alias', 'useralias'],
  should_remove: ['remove', 'isremove', 'delete', 'removed', 'shoulddelete'],
  alias_label: ['label', 'aliastype'],
  alias_name: ['name', 'aliasvalue', 'value', 'alias'],
  external_id: ['userid', 'externaluserid', 'id', 'customerid'],
  external_ids: ['userids', 'ids', 'externalid', 'userid'],
  user_aliases: ['aliases', 'useralias', 'alias'],
};

/** What helps where nothing like the field is there. */
const hintsOfMissing: Record<string, string> = {
  alias_label: 'An alias is a pair: send alias_label and alias_name',
  alias_name: 'An alias is a pair: send alias_label and alias_name',
};

/** Of an object that needs one of several fields: which. */
const alternatives: Record<string, readonly string[]> = {
  cohort_changes: ['user_ids', 'device_ids', 'aliases'],
};

/**
 * What may be the matter with a field: its name, its type or its form.
 *
 * @param path  Where Braze's check stopped.
 */
export function fieldHint(body: JsonValue, path: string): string | undefined {
  if (!isJsonObject(body)) return wholeBodyHint(body);
  const steps = stepsOf(path);
  const wanted = steps.at(-1);
  if (wanted === undefined) return undefined;
  const parent = follow(body, steps.slice(0, -1));
  const value = follow(body, steps);
  if (typeof wanted === 'string') {
    if (value === undefined && isJsonObject(parent)) {
      const wrapped = parent === body ? wrappedHint(body, wanted) : undefined;
      return misnamedHint(parent, wanted) ?? wrapped ?? hintsOfMissing[wanted];
    }
    return valueHint(value, wantedTypes[wanted], wanted);
  }
  const list = steps.findLast((its) => typeof its === 'string') ?? '';
  return elementHint(value, list);
}

function wholeBodyHint(body: JsonValue): string {
  if (Array.isArray(body)) return 'The body is an array; send one object';
  if (typeof body === 'string' && /^\s*[{[]/.test(body)) {
    return 'The body is a JSON text inside a JSON text: it was encoded twice';
  }
  return `The body is ${nameOfType(body)}; send an object`;
}

/** The name that was given instead of the one that is wanted. */
export function lookAlike(names: readonly string[], wanted: string): string | undefined {
  const bare = bareName(wanted);
  const isOther = (name: string) => otherNames[wanted]?.includes(bareName(name)) ?? false;
  const found = names.find((name) => name !== wanted && bareName(name) === bare) ?? names.find(isOther);
  return (
    found ??
    (wanted.length < 5
      ? undefined
      : closest(
          wanted,
          names.filter((name) => name !== wanted),
          2,
        ))
  );
}

function bareName(name: string): string {
  return name.replaceAll(/[-_ ]/g, '').toLowerCase();
}

function misnamedHint(parent: JsonObject, wanted: string): string | undefined {
  // A field that is known and has its own place was not meant for this one.
  const names = Object.keys(parent).filter(
    (name) => !Object.hasOwn(wantedTypes, name) || isListName(name, wanted),
  );
  const found = lookAlike(names, wanted);
  return found === undefined ? undefined : `'${found}' is no field here; call it '${wanted}'`;
}

/** `external_ids` for `user_ids` and the like are fields of other endpoints. */
function isListName(name: string, wanted: string): boolean {
  return otherNames[wanted]?.includes(bareName(name)) ?? false;
}

function wrappedHint(body: JsonObject, wanted: string): string | undefined {
  const wrapper = Object.entries(body).find(([, its]) => isJsonObject(its) && Object.hasOwn(its, wanted));
  if (wrapper !== undefined)
    return `The fields stand inside '${wrapper[0]}'; send them at the top of the body`;
  return Object.keys(body).length === 0 ? 'The body is an empty object' : undefined;
}

function elementHint(value: JsonValue | undefined, list: string): string | undefined {
  const wanted = wantedTypes[list];
  const fields = alternatives[list];
  if (fields !== undefined && isJsonObject(value)) {
    for (const field of fields) {
      const hint = misnamedHint(value, field);
      if (hint !== undefined) return hint;
    }
    return `Give it one of ${fields.join(', ')}; an empty array will do`;
  }
  if (wanted === 'strings') return valueHint(value, 'string', list);
  return wanted === 'objects' ? valueHint(value, 'object', list) : undefined;
}

function valueHint(
  value: JsonValue | undefined,
  wanted: (typeof wantedTypes)[string] | undefined,
  name: string,
): string | undefined {
  if (name === 'created_at') return timeHint(value);
  if (value === null) return 'null counts as no value';
  switch (wanted) {
    case 'string':
      return textHint(value, name);
    case 'boolean':
      return value === 'true' || value === 'false' ? `Send ${value} without quotes` : 'Send true or false';
    case 'object':
      return Array.isArray(value) ? 'An array stands where one object is expected' : undefined;
    case 'strings':
    case 'objects':
      return listHint(value, wanted, name);
    default:
      return undefined;
  }
}

function textHint(value: JsonValue | undefined, name: string): string | undefined {
  if (typeof value === 'number') return `It is a number; send it as a string: "${value}"`;
  if (value === '') return 'It is empty';
  if (typeof value === 'string' && value.trim() === '') return 'It is nothing but white space';
  if (!isJsonObject(value)) return undefined;
  const inner = ['external_id', 'device_id', 'id', 'user_id'].find((its) => its in value);
  return inner === undefined
    ? `It is an object; ${name} takes strings`
    : `It is an object; send its ${inner} alone, as a string`;
}

function listHint(
  value: JsonValue | undefined,
  wanted: 'strings' | 'objects',
  name: string,
): string | undefined {
  if (typeof value === 'string') {
    return /^\s*[[{]/.test(value)
      ? 'It is a string that holds JSON; send the array itself, without quotes round it'
      : `It is a string; send an array: ["${value.split(',')[0]}", …]`;
  }
  if (isJsonObject(value)) return `It is one object; send an array with it in: "${name}": [{…}]`;
  return value === undefined ? undefined : `It is ${nameOfType(value)}; send an array of ${wanted}`;
}

/** Seconds up to the year 5138, milliseconds from the year 1973. */
const secondsMax = 100_000_000_000;

function timeHint(value: JsonValue | undefined): string {
  const number = typeof value === 'string' && /^\d{9,13}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && number > 0 && number < secondsMax * 1000) {
    const isSeconds = number < secondsMax;
    const written = isoTime(isSeconds ? number * 1000 : number);
    return `It looks like ${isSeconds ? 'seconds' : 'milliseconds'} since 1970; write "${written}"`;
  }
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(parsed)) return `Write it in ISO 8601, perhaps "${isoTime(parsed)}"`;
  return 'Write it in ISO 8601, such as "2026-02-03T09:00:00Z"';
}

/** How a request with too many identifiers is sent. */
export function tooManyHint(message: string): string {
  const count = Number(/\d+/.exec(message)?.[0] ?? 0);
  const requests = Math.ceil(count / cohortIdentifiersPerRequestMax);
  return `Send it as ${requests} requests; all lists of all changes count together, and duplicates count`;
}

function nameOfType(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
