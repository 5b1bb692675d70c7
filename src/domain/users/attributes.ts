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
  const idle = idleAdditions(current, elements, add);
  const hasRemovalReport = reportRemovals(elements, add, remove, report);
  for (const element of remove) elements.delete(element);
  // What changes nothing at all, and has no note yet, gets one as a whole.
  if (hasRemovalReport || !isSameOrder(elements, current)) {
    const removed = new Set(remove);
    for (const index of idle) if (!removed.has(add[index]!)) report(leftAsItWas(['add', index]));
  }
  if (value === undefined && add.length === 0) return undefined;
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
 * Which of the values that are added change nothing, by their index: all of them when each is in its place already, else
 * the first when it alone is.
 *
 * @param elements  The array with all of them added.
 */
function idleAdditions(
  current: readonly AttributeScalar[],
  elements: ReadonlySet<AttributeScalar>,
  add: readonly AttributeScalar[],
): number[] {
  if (isSameOrder(elements, current)) return [...add.keys()];
  const others = new Set(add.slice(1));
  const last = current.findLast((element) => !others.has(element));
  return add.length > 0 && last === add[0] && !others.has(last!) ? [0] : [];
}

function isSameOrder(elements: ReadonlySet<AttributeScalar>, current: readonly AttributeScalar[]): boolean {
  if (elements.size !== current.length) return false;
  let index = 0;
  for (const element of elements) if (element !== current[index++]) return false;
  return true;
}

/** @returns Whether something was reported. */
function reportRemovals(
  elements: ReadonlySet<AttributeScalar>,
  add: readonly AttributeScalar[],
  remove: readonly AttributeScalar[],
  report: Report,
): boolean {
  let hasReported = false;
  for (const [index, element] of remove.entries()) {
    if (elements.has(element)) continue;
    const reason = 'is not in the array';
    hasReported = true;
    report({ steps: ['remove', index], rule: 'nothing_to_remove', reason, isTolerated: true });
  }
  const removed = new Set(remove);
  for (const [index, element] of add.entries()) {
    if (!removed.has(element)) continue;
    const hint = 'add and remove happen in this order; send the removal in a request before';
    const reason = 'is removed again by remove beside it';
    hasReported = true;
    report({ steps: ['add', index], rule: 'removed_again', reason, hint });
  }
  return hasReported;
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
