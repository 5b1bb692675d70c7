import type { CohortIdentifier } from '../../cohort.js';
import { isJsonObject, type JsonValue } from '../../json.js';

/** A place of a cohort request that names somebody. */
export interface Naming {
  identifier: CohortIdentifier;
  /** Whether it asks for them to leave. */
  removes: boolean;
  /** E.g. `cohort_changes[0].user_ids[3]`. */
  path(): string;
}

/** Every place of a body that names somebody in a change of cohort members. What is not of the right form is passed over. */
export function* namingsIn(body: JsonValue): Generator<Naming> {
  const changes = listIn(body, 'cohort_changes');
  for (const [number, change] of changes.entries()) {
    if (!isJsonObject(change)) continue;
    const removes = change.should_remove === true;
    for (const [list, read] of readers) {
      for (const [place, value] of listIn(change, list).entries()) {
        const identifier = read(value);
        if (identifier === undefined) continue;
        yield { identifier, removes, path: () => `cohort_changes[${number}].${list}[${place}]` };
      }
    }
  }
}

type Read = (value: JsonValue) => CohortIdentifier | undefined;

const readers: [list: string, read: Read][] = [
  ['user_ids', (its) => (typeof its === 'string' ? { externalId: its } : undefined)],
  ['device_ids', (its) => (typeof its === 'string' ? { deviceId: its } : undefined)],
  ['aliases', readAlias],
];

function readAlias(value: JsonValue): CohortIdentifier | undefined {
  if (!isJsonObject(value)) return undefined;
  const { alias_label: label, alias_name: name } = value;
  return typeof label === 'string' && typeof name === 'string' ? { alias: { label, name } } : undefined;
}

function listIn(value: JsonValue, name: string): readonly JsonValue[] {
  const list = isJsonObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}
