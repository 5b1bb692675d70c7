import fc from 'fast-check';
import type { DecisionNote } from '../../../src/domain/journal/journal.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/domain/json.js';
import { follow, formatPath, type Step, stepsOf } from '../../../src/domain/json-path.js';
import type { AccountingWorld, Trial } from './accounting-world.js';

// The account of a request: each leaf of its body has an effect, or says whom or when, or a note tells that it has none.
// A leaf has an effect when the answer or what is stored is another without it, or with another value in its place.

/** Notes about what had an effect: they account for nothing. */
const regrets = new Set([
  'implicit_cohort',
  'similar_id',
  'shared_contact',
  'placeholder_id',
  'lost_in_merge',
]);

/** Notes that speak of the whole request. */
const whole = new Set(['cohort_passed_over']);

/** Says how, whom among several, or under which condition; without something beside it that has an effect it has none. */
const conditions = new Set([
  'should_remove',
  'merge_behavior',
  '_update_existing_only',
  '_merge_objects',
  'push_token_import',
  'send_to_existing_only',
  'broadcast',
  'in_local_time',
  'at_optimal_time',
  'recipient_subscription_state',
  'segment_id',
  'fields_to_export',
]);

/** @returns The path of the first leaf without an account; `undefined` when there is none, or the body is refused. */
export async function unaccounted(
  world: AccountingWorld,
  endpoint: string,
  body: JsonObject,
): Promise<{ isAccepted: boolean; path?: string }> {
  const trial = await world.attempt(endpoint, body);
  if (!trial.isAccepted) return { isAccepted: false };
  const noted = notedPaths(trial.notes);
  if (trial.notes.some(({ rule }) => whole.has(rule) || isAboutAll(rule, trial.notes))) {
    return { isAccepted: true };
  }
  for (const leaf of leavesOf(body, endpoint)) {
    if (isNoted(leaf, noted) || isCondition(body, leaf)) continue;
    if (!(await hasEffect(world, endpoint, body, leaf, noted, trial))) {
      return { isAccepted: true, path: formatPath(leaf) };
    }
  }
  return { isAccepted: true };
}

/** A campaign that sends nothing makes nothing of a request; no changes at all make nothing of the cohort's id. */
function isAboutAll(rule: string, notes: readonly DecisionNote[]): boolean {
  if (rule === 'nothing_changed') return notes.some(({ path }) => path === 'cohort_changes');
  if (rule !== 'paused' && rule !== 'archived') return false;
  return notes.some(({ path }) => path === 'campaign_id' || path === 'canvas_id');
}

/** Of a merge that one of the two keeps from happening, the other has no effect either. */
function notedPaths(notes: readonly DecisionNote[]): Step[][] {
  return notes
    .filter(({ rule }) => !regrets.has(rule))
    .flatMap(({ rule, path, paths }) =>
      // A refused object falls as a whole.
      (paths ?? [path ?? []].flat()).map((its) =>
        stepsOf(its).slice(0, rule === 'object_refused' ? 2 : undefined),
      ),
    )
    .map((steps) => (/^identifier_to_(merge|keep)$/.test(String(steps.at(-1))) ? steps.slice(0, -1) : steps));
}

function isNoted(leaf: readonly Step[], noted: readonly Step[][]): boolean {
  return noted.some((path) => startsWith(leaf, path));
}

function startsWith(steps: readonly Step[], start: readonly Step[]): boolean {
  return start.every((step, index) => steps[index] === step);
}

function isCondition(body: JsonObject, leaf: readonly Step[]): boolean {
  const name = leaf.findLast((step) => typeof step === 'string') ?? '';
  if (conditions.has(name) || leaf[0] === 'audience') return true;
  if (leaf[0] === 'partner_api_key' || leaf[0] === 'client_secret') return true;
  if (name === 'output_format') return follow(body, leaf) === 'zip';
  if (name === 'quantity') return follow(body, leaf) === 1;
  if (name !== 'prioritization') return false;
  const beside = follow(body, leaf.slice(0, leaf.lastIndexOf('prioritization')));
  return isJsonObject(beside) && ('email' in beside || 'phone' in beside);
}

/** The leaves of a body. What says nothing is none: `null`, and what is empty. An attribute is one whole. */
function leavesOf(value: JsonValue, endpoint: string, at: Step[] = []): Step[][] {
  if (value === null || value === '') return [];
  const [list, , name, inner] = at;
  const isAttribute =
    (endpoint === 'trackUsers' && list === 'attributes' && at.length === 3 && name !== 'push_tokens') ||
    (list === 'recipients' && name === 'attributes' && inner !== undefined);
  const isContent = list === 'messages' && at.length === 2;
  if ((isAttribute && name !== 'user_alias') || isContent) return [at];
  if (Array.isArray(value)) return value.flatMap((its, index) => leavesOf(its, endpoint, [...at, index]));
  if (!isJsonObject(value)) return [at];
  return Object.entries(value).flatMap(([field, its]) => leavesOf(its, endpoint, [...at, field]));
}

/** In the whole body, in it without what is noted, or in its own entry alone: what it says may be said elsewhere too. */
async function hasEffect(
  world: AccountingWorld,
  endpoint: string,
  body: JsonObject,
  leaf: readonly Step[],
  noted: readonly Step[][],
  trial: Trial,
): Promise<boolean> {
  const scenes: (() => [JsonValue, Step[]])[] = [
    () => [body, [...leaf]],
    () => pruned(body, leaf, (steps) => noted.some((path) => isSame(path, steps))),
    // A later object of one user overwrites what an earlier one set.
    ...(endpoint === 'trackUsers' ? [() => pruned(body, leaf, (steps) => isOtherEntry(steps, leaf))] : []),
  ];
  for (const [index, scene] of scenes.entries()) {
    const [its, place] = scene();
    const base = index === 0 ? trial : await world.attempt(endpoint, its);
    if (!base.isAccepted) continue;
    if (await changesAnything(world, endpoint, its, place, base)) return true;
  }
  return false;
}

/** Left out, it would make a difference; of what may not be left out, something else in its place would. */
async function changesAnything(
  world: AccountingWorld,
  endpoint: string,
  body: JsonValue,
  leaf: readonly Step[],
  base: Trial,
): Promise<boolean> {
  const without = await world.attempt(endpoint, withValue(body, leaf, undefined));
  if (without.isAccepted) return without.effect !== base.effect;
  let isAnyAccepted = false;
  for (const other of othersOf(body, leaf)) {
    const changed = await world.attempt(endpoint, other);
    if (changed.isAccepted && changed.effect !== base.effect) return true;
    isAnyAccepted ||= changed.isAccepted;
  }
  return !isAnyAccepted;
}

function isSame(one: readonly Step[], other: readonly Step[]): boolean {
  return one.length === other.length && startsWith(one, other);
}

/** An element of a list beside the one that the leaf is in; of the lists of a body, those that it is not in. */
function isOtherEntry(steps: readonly Step[], leaf: readonly Step[]): boolean {
  return steps.length === 2 && typeof steps[1] === 'number' && !startsWith(leaf, steps);
}

/** A body without some of its places, and where the leaf is in it then. */
function pruned(
  body: JsonValue,
  leaf: readonly Step[],
  isGone: (steps: Step[]) => boolean,
): [JsonValue, Step[]] {
  const place = [...leaf];
  const walk = (value: JsonValue, at: Step[]): JsonValue => {
    if (Array.isArray(value)) {
      const kept = value.map((_, index) => !isGone([...at, index]));
      const step = leaf[at.length];
      if (startsWith(leaf, at) && typeof step === 'number') {
        place[at.length] = kept.slice(0, step).filter(Boolean).length;
      }
      return value.flatMap((its, index) => (kept[index] ? [walk(its, [...at, index])] : []));
    }
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, its]) =>
        isGone([...at, name]) ? [] : [[name, walk(its, [...at, name])]],
      ),
    );
  };
  return [walk(body, []), place];
}

const otherTexts = [
  'a',
  'b',
  'nobody',
  'crm',
  'c-1',
  'x@example.test',
  '+4930999999',
  'USD',
  'none',
  'opted_in',
];
const otherTimes = ['2026-02-01T09:00:00Z', '2026-02-05T09:00:00Z'];

/** The body with other values in place of the leaf. */
function othersOf(body: JsonValue, leaf: readonly Step[]): JsonValue[] {
  const value = follow(body, leaf);
  const values: JsonValue[] =
    typeof value === 'string'
      ? [...otherTexts, ...otherTimes].filter((its) => its !== value)
      : typeof value === 'number'
        ? [value + 1, 'b']
        : ['other'];
  return values.map((its) => withValue(body, leaf, its));
}

function withValue(body: JsonValue, leaf: readonly Step[], value: JsonValue | undefined): JsonValue {
  const result = structuredClone(body);
  const parent = follow(result, leaf.slice(0, -1));
  const last = leaf.at(-1);
  if (Array.isArray(parent) && typeof last === 'number') {
    if (value === undefined) parent.splice(last, 1);
    else parent[last] = value;
  } else if (isJsonObject(parent) && typeof last === 'string') {
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return result;
}

const knownTexts = [
  'a',
  'b',
  'c',
  'new',
  'old',
  'nobody',
  'A',
  ' a',
  'null',
  'crm',
  'c-1',
  'c-3',
  'o',
  'd',
  'kim@example.test',
];

/** A body that is still likely to be accepted: ids of others, elements twice, flags turned, fields of one object in another. */
export function lively(body: JsonObject): fc.Arbitrary<JsonObject> {
  const places = allPlaces(body);
  const placesOf = (kind: string) => {
    if (kind === 'double') return places.filter((place) => typeof place.at(-1) === 'number');
    const isObject = (place: Step[]) => isJsonObject(follow(body, place));
    return places.filter((place) => isObject(place) === (kind === 'copy'));
  };
  const kinds = ['swap', 'double', 'copy'].filter((kind) => placesOf(kind).length > 0);
  const change = fc.constantFrom(...kinds).chain((kind) =>
    fc
      .record({
        kind: fc.constant(kind),
        place: fc.constantFrom(...placesOf(kind)),
        text: fc.constantFrom(...knownTexts),
        from: fc.constantFrom(...places),
      })
      .chain((its) => {
        const siblings = kind === 'copy' ? fieldsBeside(places, its.place) : [];
        return siblings.length === 0
          ? fc.constant(its)
          : fc.constantFrom(its.from, ...siblings).map((from) => ({ ...its, from }));
      }),
  );
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let result: JsonValue = body;
    for (const { place, text, kind, from } of changes) result = changed(result, place, kind, text, from);
    return result as JsonObject;
  });
}

/** Fields of the other elements of the list that an object is in. */
function fieldsBeside(places: readonly Step[][], object: readonly Step[]): Step[][] {
  const list = object.slice(0, -1);
  return places.filter(
    (place) => place.length === object.length + 1 && startsWith(place, list) && !startsWith(place, object),
  );
}

function changed(body: JsonValue, place: Step[], kind: string, text: string, from: Step[]): JsonValue {
  const value = follow(body, place);
  const last = place.at(-1);
  if (kind === 'swap') {
    if (typeof value === 'string' && !/secret|key|campaign|canvas|segment/.test(String(place[0]))) {
      return withValue(body, place, text);
    }
    return typeof value === 'boolean' ? withValue(body, place, !value) : body;
  }
  const result = structuredClone(body);
  if (kind === 'double' && typeof last === 'number' && value !== undefined) {
    const list = follow(result, place.slice(0, -1));
    if (Array.isArray(list)) list.push(structuredClone(value));
    return result;
  }
  const source = follow(body, from);
  const name = from.at(-1);
  const target = follow(result, place);
  if (kind === 'copy' && isJsonObject(target) && typeof name === 'string' && source !== undefined) {
    if (!Object.hasOwn(target, name)) target[name] = structuredClone(source);
  }
  return result;
}

function allPlaces(value: JsonValue, at: Step[] = []): Step[][] {
  const inner: [Step, JsonValue][] = Array.isArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return inner.flatMap(([step, its]) => [[...at, step], ...allPlaces(its, [...at, step])]);
}
