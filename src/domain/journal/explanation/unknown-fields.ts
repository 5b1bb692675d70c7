import type { Endpoint } from '../../endpoint.js';
import type { JsonObject, JsonValue } from '../../json.js';
import { formatPath } from '../../json-path.js';
import { groupNotes } from '../grouped-notes.js';
import type { DecisionNote } from '../journal.js';
import { isSecretName } from '../placed-keys.js';
import type { RequestRecord } from '../request-record.js';
import { meantField } from './field-names.js';
import { type UnknownField, unknownFields } from './shape.js';

/** So many notes are enough to see what is wrong. */
const notesMax = 20;

/** A field of the body, or a parameter of the query, that its endpoint does not have. */
interface Unknown extends UnknownField {
  /** With `query.` before it when it is a parameter. */
  path: string;
  kind: 'field' | 'parameter';
}

/** Everything in a request that Braze does not look at [client: RudderStack, braze_ruby]: parameters first. */
export function unknownIn(record: RequestRecord): Unknown[] {
  const { endpoint, body, query, keyPath } = record;
  if (endpoint === undefined) return [];
  const fields = body.kind === 'json' && endpoint.body ? unknownFields(endpoint.body(), body.value) : [];
  const unknown = [
    ...unknownParameters(endpoint, query),
    ...fields.map((its): Unknown => ({ ...its, path: formatPath(its.steps), kind: 'field' })),
  ];
  return keyPath === undefined ? unknown : unknown.filter((its) => its.path !== keyPath);
}

function unknownParameters({ query: shape }: Endpoint, query: string): Unknown[] {
  if (query.length < 2) return [];
  const object = queryObject(query);
  const known = Object.keys(shape?.().properties ?? {});
  return Object.keys(object)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      steps: [name],
      name: name,
      object,
      known,
      path: `query.${name}`,
      kind: 'parameter',
    }));
}

/** A query as an object of texts. */
export function queryObject(query: string): JsonObject {
  return Object.fromEntries(new URLSearchParams(query));
}

/** A note for each of them; of a name that stands in many elements of a list, one that says how many. */
export function unknownFieldNotes(record: RequestRecord): DecisionNote[] {
  return groupNotes(unknownIn(record).map(noteOf)).slice(0, notesMax);
}

function noteOf({ path, kind, object, name, known }: Unknown): DecisionNote {
  const hint = hintOf(object, name, known);
  return {
    rule: 'ignored_field',
    message: `${path} is not a ${kind} that Braze looks at`,
    path,
    hint,
  };
}

/** [doc] post_send_triggered_campaigns: not supported. */
const segmentHint =
  'A trigger reaches whom its campaign or Canvas is for; only /messages/send takes a segment_id';

function hintOf(
  object: { readonly [field: string]: JsonValue },
  name: string,
  known: readonly string[],
): string | undefined {
  if (name === 'segment_id' && known.includes('recipients')) return segmentHint;
  const meant = meantField(name, known, object);
  if (meant !== undefined) return `Did you mean '${meant}'?`;
  return isSecretName(name) ? 'A REST API key is sent as Authorization: Bearer …' : undefined;
}
