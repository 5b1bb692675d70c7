import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import {
  productIdLengthMax,
  propertiesBytesMax,
  propertyNameLengthMax,
  propertyStringLengthMax,
  purchaseQuantityMax,
} from '../../../domain/limits.js';
import { isLongerThan } from '../../../domain/text-length.js';
import { parseEventTime } from '../../../domain/time/written-time.js';
import type { ProfileEvent, ProfilePurchase } from '../../../domain/users/user-profile.js';
import { refuseObject } from './refusal.js';

// Texts of problems are our own, in the style of the one that is known, `'quantity' is not valid`. [inferred]

/** Reads an event object. [doc] objects_filters/event_object. @throws TrackRefusal */
export function readEvent(object: JsonObject): ProfileEvent {
  return {
    name: readText(object, 'name'),
    at: readTime(object),
    appId: readAppId(object),
    properties: readProperties(object),
  };
}

/** Reads a purchase object; a negative price is a refund. [doc] objects_filters/purchase_object. @throws TrackRefusal */
export function readPurchase(object: JsonObject): ProfilePurchase {
  const productId = readProductId(object);
  if (isLongerThan(productIdLengthMax, productId)) refuseObject("'product_id' is not valid", 'product_id');
  return {
    productId,
    currency: readCurrency(object),
    price: readPrice(object),
    quantity: readQuantity(object),
    at: readTime(object),
    appId: readAppId(object),
    properties: readProperties(object),
  };
}

function readText(object: JsonObject, field: string): string {
  const value = readRequired(object, field);
  return typeof value === 'string' ? value : refuseObject(`'${field}' is not valid`, field);
}

/** A number is taken for its text. [client: braze_ruby recording 2020] */
function readProductId(object: JsonObject): string {
  const { product_id: sent } = object;
  const isNumber = typeof sent === 'number' && Number.isFinite(sent);
  return isNumber ? String(sent) : readText(object, 'product_id');
}

function readRequired(object: JsonObject, field: string): JsonValue {
  const value = object[field] ?? '';
  return value === '' ? refuseObject(`'${field}' is required`, field) : value;
}

function readTime(object: JsonObject): number {
  return parseEventTime(readText(object, 'time')) ?? refuseObject("'time' is not valid", 'time');
}

function readAppId({ app_id: value = null }: JsonObject): string | null {
  return value === null || typeof value === 'string'
    ? value
    : refuseObject("'app_id' is not valid", 'app_id');
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** A code of ISO 4217 [doc], in any casing and as far as Node's own list goes [inferred]. */
function readCurrency(object: JsonObject): string {
  const currency = readText(object, 'currency').toUpperCase();
  return currencies.has(currency) ? currency : refuseObject("'currency' is not valid", 'currency');
}

function readPrice(object: JsonObject): number {
  const price = readRequired(object, 'price');
  const isPrice = typeof price === 'number' && Number.isFinite(price);
  return isPrice ? price : refuseObject("'price' is not valid", 'price');
}

function readQuantity(object: JsonObject): number {
  const quantity = object.quantity ?? 1;
  const isInteger = typeof quantity === 'number' && Number.isInteger(quantity);
  if (isInteger && quantity >= 1 && quantity <= purchaseQuantityMax) return quantity;
  return refuseObject("'quantity' is not valid", 'quantity'); // [client: RudderStack]
}

const reservedPropertyNames = new Set(['time', 'event_name']);

/** Names and texts count in characters; the size counts where arrays or objects are in it. [doc] event_object */
function readProperties({ properties = null }: JsonObject): JsonObject {
  if (properties === null) return {};
  if (!isJsonObject(properties)) return refuseObject("'properties' is not valid", 'properties');
  for (const [name, value] of Object.entries(properties)) {
    const problem = propertyProblem(name, value);
    if (problem !== undefined) refuseObject(`'properties' is not valid: ${problem}`, 'properties', name);
  }
  const isNested = Object.values(properties).some((value) => typeof value === 'object' && value !== null);
  if (isNested && Buffer.byteLength(JSON.stringify(properties)) > propertiesBytesMax) {
    refuseObject("'properties' is not valid: it is larger than 100 KB", 'properties');
  }
  return properties;
}

function propertyProblem(name: string, value: JsonValue): string | undefined {
  if (name === '') return 'a name is empty';
  if (isLongerThan(propertyNameLengthMax, name)) {
    return `a name is longer than ${propertyNameLengthMax} characters`;
  }
  if (name.startsWith('$')) return `'${name}' starts with a dollar sign`;
  if (reservedPropertyNames.has(name)) return `'${name}' is reserved`;
  if (typeof value === 'string' && isLongerThan(propertyStringLengthMax, value)) {
    return `'${name}' is longer than ${propertyStringLengthMax} characters`;
  }
  return undefined;
}
