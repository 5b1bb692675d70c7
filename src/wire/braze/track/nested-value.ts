import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import type { Step } from '../../../domain/json-path.js';
import { attributeTextLengthMax, attributeYearMax } from '../../../domain/limits.js';
import { isLongerThan } from '../../../domain/text-length.js';
import { isoTime } from '../../../domain/time/time.js';
import { parseAttributeTime } from '../../../domain/time/written-time.js';
import type { AttributeScalar } from '../../../domain/users/attribute-change.js';
import { type AttributeRule, type IgnoredPart, leftAsItWas } from '../../../domain/users/ignored-part.js';

/** JSON has numbers, such as 1e999, that no JavaScript number holds. */
export function isScalar(value: JsonValue | undefined): value is AttributeScalar {
  return typeof value === 'number' ? Number.isFinite(value) : ['string', 'boolean'].includes(typeof value);
}

/**
 * Reads the value of one custom attribute with all that is in it, and tells what Braze does not take at its own place.
 *
 * @see Braze docs, nested_custom_attribute_support and array_of_objects.
 */
export class NestedReader {
  /** False once something was refused: the whole update is dropped. */
  isValid = true;
  private readonly steps: Step[];
  /** How many objects what is read stands in. */
  private objectDepth = 0;

  constructor(
    name: string,
    private readonly ignored: IgnoredPart[],
  ) {
    this.steps = [name];
  }

  /** The value with each `{"$time": …}` as a text in ISO 8601; `undefined` for what is left out. */
  read(value: JsonValue): JsonValue | undefined {
    if (Array.isArray(value)) return this.readArray(value);
    if (isJsonObject(value))
      return Object.hasOwn(value, '$time') ? this.readTime(value) : this.readObject(value);
    if (typeof value === 'string') return this.readText(value);
    if (isScalar(value)) return value;
    if (value === null) return this.refuse('nested_null', 'is null');
    return this.refuse('nested_value', 'is a number beyond what is exact');
  }

  /** The object, read; `undefined` for what is none. */
  readObject(object: JsonObject): JsonObject {
    const entries: [string, JsonValue][] = [];
    this.objectDepth++;
    // Steps are pushed and popped here, not by `within`: each key of each object passes.
    for (const [name, value] of Object.entries(object)) {
      this.steps.push(name);
      this.checkKey(name);
      const read = this.read(value);
      this.steps.pop();
      if (read !== undefined) entries.push([name, read]);
    }
    this.objectDepth--;
    return Object.fromEntries(entries);
  }

  /** All scalars or all objects: arrays in arrays are not supported. [doc] user_attributes_object */
  checkUniform(elements: readonly JsonValue[]): void {
    const first = elements.find((element) => isScalar(element) || isJsonObject(element));
    for (const [index, element] of elements.entries()) {
      if (!isScalar(element) && !isJsonObject(element)) continue;
      if (isScalar(element) === isScalar(first)) continue;
      const reason = isScalar(element)
        ? 'is a plain value, and the array has objects'
        : 'is an object, and the array has plain values';
      this.within(index, () => this.refuse('array_mixed', reason));
    }
  }

  /** Tells of a value that drops the update. */
  refuse(rule: AttributeRule, reason: string): undefined {
    this.isValid = false;
    this.ignored.push({ steps: [...this.steps], rule, reason, fallenSteps: 1 });
    return undefined;
  }

  /** Tells of a value that alone has no effect. */
  pass(rule: AttributeRule, reason: string): undefined {
    this.ignored.push({ steps: [...this.steps], rule, reason });
    return undefined;
  }

  /**
   * Tells of empty lists of operators beside others; where all are empty, that is told of the whole attribute.
   *
   * @returns Whether any list has something.
   */
  passEmptyLists(object: JsonObject, operators: readonly string[]): boolean {
    const sent = operators.filter((name) => Object.hasOwn(object, name));
    const empty = sent.filter((name) => Array.isArray(object[name]) && object[name].length === 0);
    const isAnyLeft = empty.length < sent.length;
    const places = isAnyLeft ? empty.map((name) => [...this.steps, name]) : [[...this.steps]];
    this.ignored.push(...places.map(leftAsItWas));
    return isAnyLeft;
  }

  within<Result>(step: Step, work: () => Result): Result {
    this.steps.push(step);
    const result = work();
    this.steps.pop();
    return result;
  }

  /** In an object a longer one is not supported. [doc] nested_custom_attribute_support; elsewhere Braze's page has the length and not what becomes of a longer one [doc] data_types: kept, nothing is lost that Braze may keep [inferred] */
  private readText(text: string): string | undefined {
    if (!isLongerThan(attributeTextLengthMax, text)) return text;
    const reason = `is a text of more than ${attributeTextLengthMax} characters`;
    if (this.objectDepth > 0) return this.refuse('text_too_long', reason);
    const kept = `${reason}, and is kept here`;
    this.ignored.push({ steps: [...this.steps], rule: 'text_too_long', reason: kept, isTolerated: true });
    return text;
  }

  private readArray(elements: readonly JsonValue[]): JsonValue[] {
    const read: JsonValue[] = [];
    for (const [index, element] of elements.entries()) {
      this.steps.push(index);
      const its = Array.isArray(element)
        ? this.refuse('array_mixed', 'is an array in an array')
        : this.read(element);
      this.steps.pop();
      if (its !== undefined) read.push(its);
    }
    return read;
  }

  private checkKey(name: string): void {
    if (/[.$\s]/.test(name)) {
      this.refuse('nested_key', 'has a key with a space, a dot or a dollar sign');
    } else if (name === '' || isLongerThan(attributeTextLengthMax, name)) {
      this.refuse(
        'nested_key',
        `has a key that is empty or longer than ${attributeTextLengthMax} characters`,
      );
    }
  }

  /** A time of another year than 0 to 3000 is not kept, and what is beside it is. [doc] that it is not kept, the rest [inferred] */
  private readTime(object: JsonObject): string | undefined {
    for (const name of Object.keys(object)) {
      if (name !== '$time')
        this.within(name, () => this.pass('nested_time', 'stands beside $time, and was ignored'));
    }
    return this.within('$time', () => {
      const { $time: value } = object;
      if (typeof value !== 'string') return this.refuse('nested_time', 'is no text with a time');
      const time = parseAttributeTime(value);
      const isFarYear =
        time === undefined ? farYear.test(value) : new Date(time).getUTCFullYear() > attributeYearMax;
      if (isFarYear) return this.pass('year_out_of_range', 'has a year that is not kept');
      return time === undefined ? this.refuse('nested_time', 'is no time') : isoTime(time);
    });
  }
}

/** Before year 0, or of more than four digits. */
const farYear = /^([+-]\d{4,6}|\d{5,6})-\d{2}-\d{2}/;
