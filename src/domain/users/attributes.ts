import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import type { Step } from '../json-path.js';
import type {
  AttributeChange,
  AttributeScalar,
  AttributeUpdate,
  SubscriptionGroup,
} from './attribute-change.js';
import { withinLimits } from './attribute-limits.js';
import { coerceChange } from './attribute-type.js';
import { describeType, isScalarArray } from './attribute-value.js';
import type { CustomAttributeSettings } from './data-settings.js';
import { deepMerge } from './deep-merge.js';
import { type IgnoredPart, leftAsItWas, partUnder, type Report } from './ignored-part.js';
import { changeObjectArray } from './object-array.js';
import { splitAttributes, type UserProfileContent } from './user-profile.js';

type ProfileAttributes = Pick<UserProfileContent, 'email' | 'phone' | 'attributes' | 'customAttributes'>;

/**
 * The profile after its attributes were changed, in order, and what of the changes had no effect. A change that does not
 * fit what is there (an increment of a text, an add to a number) leaves the attribute as it is. [inferred]
 *
 * @param settings  What the workspace forces or blocklists.
 */
export function applyAttributeUpdates<Profile extends ProfileAttributes>(
  profile: Profile,
  updates: readonly AttributeUpdate[],
  settings?: CustomAttributeSettings,
): { profile: Profile; ignored: IgnoredPart[] } {
  const values = new Map<string, JsonValue>([
    ['email', profile.email],
    ['phone', profile.phone],
    ...Object.entries(profile.attributes),
    ...Object.entries(profile.customAttributes),
  ]);
  const ignored: IgnoredPart[] = [];
  let changing = '';
  const report: Report = (part) => ignored.push(partUnder(changing, part));
  for (const { name, change } of updates) {
    changing = name;
    const allowed = allowedChange(name, change, settings, report);
    if (allowed === undefined) continue;
    const value = applyChange(values.get(name) ?? undefined, allowed, report);
    if (value === undefined) values.delete(name);
    else values.set(name, value);
  }
  return { profile: { ...profile, ...splitAttributes(Object.fromEntries(values)) }, ignored };
}

/** The change as the settings of the workspace leave it; `undefined` when they ignore it. */
function allowedChange(
  name: string,
  change: AttributeChange,
  settings: CustomAttributeSettings | undefined,
  report: Report,
): AttributeChange | undefined {
  const setting = settings?.get(name);
  if (setting === undefined) return change;
  if (setting.isBlocklisted) {
    report({ steps: [], rule: 'attribute_blocklisted', reason: 'is blocklisted', fallenSteps: 0 });
    return undefined;
  }
  if (setting.type === undefined) return change;
  const coerced = coerceChange(change, setting.type);
  if (coerced === undefined) {
    const reason = `cannot become a value of the type ${setting.type}`;
    report({ steps: [], rule: 'attribute_type', reason, fallenSteps: 0 });
  }
  return coerced;
}

/** The value of an attribute after a change; `undefined` stands for absent. Paths of the report begin at the attribute. */
export function applyChange(
  value: JsonValue | undefined,
  change: AttributeChange,
  report: Report,
): JsonValue | undefined {
  switch (change.kind) {
    case 'set':
      return withinLimits(change.value, report) ?? value;
    case 'remove':
      return undefined;
    case 'merge': {
      const merged = isJsonObject(value) ? mergeInto(value, change.value, report) : change.value;
      return withinLimits(merged, report) ?? value;
    }
    case 'increment':
      return increment(value, change.by, report);
    case 'change_array':
      return changeArray(value, change, report);
    case 'change_object_array': {
      const changed = changeObjectArray(value, change, report);
      return changed === undefined ? value : (withinLimits(changed, report) ?? value);
    }
    case 'change_subscription_groups':
      return changeSubscriptionGroups(value, change.groups, report);
    default:
      return change satisfies never;
  }
}

function mergeInto(object: JsonObject, other: JsonObject, report: Report): JsonObject {
  return deepMerge(object, other, (steps) => report(leftAsItWas(steps)));
}

/** Integers only; beyond what a number holds exactly nothing happens. [doc] integers, the rest [inferred] */
function increment(value: JsonValue | undefined, by: number, report: Report): JsonValue | undefined {
  const current = value ?? 0;
  if (typeof current !== 'number' || !Number.isSafeInteger(current)) {
    const found = typeof current === 'number' ? 'a number with a fraction' : describeType(current);
    const reason = `is for a whole number, and the attribute is ${found}`;
    report({ steps: ['inc'], rule: 'not_incremented', reason });
    return value;
  }
  const sum = current + by;
  if (Number.isSafeInteger(sum)) return sum;
  const reason = 'would make a number that is not exact any more';
  report({ steps: ['inc'], rule: 'not_incremented', reason });
  return value;
}

/** Adding a value that is there moves it to the end. [doc] user_attributes_object */
function changeArray(
  value: JsonValue | undefined,
  { add, remove }: Extract<AttributeChange, { kind: 'change_array' }>,
  report: Report,
): JsonValue | undefined {
  const current = value ?? [];
  if (!isScalarArray(current)) {
    const reason = `is for an array of plain values, and the attribute is ${describeType(current)}`;
    if (add.length > 0) report({ steps: ['add'], rule: 'no_array', reason });
    if (remove.length > 0) report({ steps: ['remove'], rule: 'no_array', reason });
    return value;
  }
  const elements = new Set(current);
  for (const element of add) {
    elements.delete(element);
    elements.add(element);
  }
  const idle = idleElements(current, elements, add, remove);
  for (const part of idle) report(part);
  for (const element of remove) elements.delete(element);
  if (value === undefined && add.length === 0) return undefined;
  const isUndone = value !== undefined && idle.some(({ rule }) => rule === 'removed_again');
  if (isUndone && isSameOrder(elements, current)) report(leftAsItWas([]));
  const places = new Map<AttributeScalar, Step[]>(add.map((element, index) => [element, ['add', index]]));
  const changed = [...elements];
  return (
    withinLimits(changed, report, (index) => {
      const element = changed[index];
      return element === undefined ? undefined : places.get(element);
    }) ?? value
  );
}

/**
 * The values without which the array would become the same; none where it stays as it is and no value has a reason of its
 * own, for that is told as a whole.
 *
 * @param elements  The array with all values added, and none removed.
 */
function idleElements(
  current: readonly AttributeScalar[],
  elements: ReadonlySet<AttributeScalar>,
  add: readonly AttributeScalar[],
  remove: readonly AttributeScalar[],
): IgnoredPart[] {
  const idle: IgnoredPart[] = [];
  const [lastAdded, lastRemoved] = [lastPlaces(add), lastPlaces(remove)];
  for (const [index, element] of remove.entries()) {
    const steps = ['remove', index];
    if (!elements.has(element)) {
      idle.push({ steps, rule: 'nothing_to_remove', reason: 'is not in the array', isTolerated: true });
    } else if (lastRemoved.get(element) !== index) idle.push(standsAgain(steps));
  }
  for (const [index, element] of add.entries()) {
    const steps = ['add', index];
    if (lastRemoved.has(element)) {
      const hint = 'add and remove happen in this order; send the removal in a request before';
      idle.push({ steps, rule: 'removed_again', reason: 'is removed again by remove beside it', hint });
    } else if (lastAdded.get(element) !== index) idle.push(standsAgain(steps));
  }
  const isSame = isSameOrder(elements, current);
  if (isSame && remove.length === 0 && idle.length === 0) return [];
  const first = add.find((element, index) => lastAdded.get(element) === index);
  const last = current.findLast((element) => element === first || !lastAdded.has(element));
  for (const [element, index] of lastAdded) {
    const isInPlace = isSame || (element === first && element === last);
    if (isInPlace && !lastRemoved.has(element)) idle.push(leftAsItWas(['add', index]));
  }
  return idle;
}

/** Of a value that stands in a list twice the last counts: adding it again moves it to the end. */
function lastPlaces(list: readonly AttributeScalar[]): Map<AttributeScalar, number> {
  return new Map(list.map((element, index) => [element, index]));
}

function standsAgain(steps: Step[]): IgnoredPart {
  const reason = 'stands in the list again, where it counts';
  return { steps, rule: 'array_duplicate', reason, isTolerated: true };
}

function isSameOrder(elements: ReadonlySet<AttributeScalar>, current: readonly AttributeScalar[]): boolean {
  if (elements.size !== current.length) return false;
  let index = 0;
  for (const element of elements) if (element !== current[index++]) return false;
  return true;
}

function changeSubscriptionGroups(
  value: JsonValue | undefined,
  groups: readonly SubscriptionGroup[],
  report: Report,
): JsonObject[] {
  const last = new Map(groups.map((group, index) => [group.subscription_group_id, index]));
  const current = Array.isArray(value) ? value.filter(isJsonObject) : [];
  const byId = new Map<JsonValue | undefined, JsonObject>(
    current.map((group) => [group.subscription_group_id, group]),
  );
  for (const [index, { subscription_group_id: id, subscription_state }] of groups.entries()) {
    if (last.get(id) !== index) {
      const reason = 'is of a group that stands in the list again, with the state that counts';
      report({ steps: [index], rule: 'group_repeated', reason });
    } else if (byId.get(id)?.subscription_state === subscription_state) report(leftAsItWas([index]));
  }
  for (const group of groups) byId.set(group.subscription_group_id, group);
  return [...byId.values()];
}
