// One request of the fuzz: an operation, and what is sent to it.
import { aUuid, fromSchema } from './from-schema.mjs';
import {
  hostileHeaders,
  hostileTexts,
  hostileTypes,
  prototypeNames,
  spoiled,
  spoiledBytes,
} from './hostile.mjs';
import { authorization } from './world.mjs';

/**
 * @param {import('./operations.mjs').Operation} operation
 * @param {object} world
 * @param {ReturnType<import('../random.mjs').createRandom>} random
 * @returns Method, path, headers, body, and whether all of it is as the document wants it in form.
 */
export function requestOf(operation, world, random) {
  const context = { random, resolve: operation.resolve, known: world.known };
  const hostility = random.chance(0.5)
    ? undefined
    : random.pick(['value', 'value', 'bytes', 'bytes', 'path', 'query', 'head']);
  const path =
    pathOf(operation, world, random, hostility === 'path') +
    queryOf(operation, context, hostility === 'query');
  const headers = operation.surface === 'braze' ? { authorization } : {};
  const { type, body } = bodyOf(operation, world, context, hostility);
  if (type !== undefined) headers['content-type'] = type;
  if (hostility === 'head') Object.assign(headers, hostileHead(random, headers));
  return { method: operation.method, path, headers, body, isHostile: hostility !== undefined };
}

function pathOf({ path }, world, random, isHostile) {
  return path.replace(/\{(\w+)\}/g, (_, name, at) => {
    const [, before] = /(\w+)\/$/.exec(path.slice(0, at)) ?? [];
    const found = (name === 'id' ? world.ids[before] : world.known[name]) ?? ['x'];
    const value =
      isHostile && random.chance(0.7) ? random.pick(hostileTexts).slice(0, 4_000) : random.pick(found);
    // What is hostile goes out as it is, where HTTP lets it.
    return isHostile && /^[\x21-\x7e]+$/.test(value) && random.chance(0.5)
      ? value
      : encodeURIComponent(String(value ?? 'x').toWellFormed());
  });
}

function queryOf({ query }, context, isHostile) {
  const { random } = context;
  // About one that may be left out, however many there are: each may be refused, and then the request is.
  const share = Math.min(0.4, 1 / query.length);
  const pairs = query
    .filter((its) => its.required || random.chance(share))
    .map(({ name, schema }) => [
      name,
      isHostile ? random.pick(hostileTexts) : fromSchema(schema, context, name),
    ]);
  if (isHostile)
    pairs.push([random.pick([...prototypeNames, 'limit', 'cursor', '%']), random.pick(hostileTexts)]);
  if (pairs.length === 0) return '';
  const encode = (its) => encodeURIComponent(String(its).toWellFormed()).slice(0, 3_000);
  return `?${pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`;
}

function bodyOf(operation, world, context, hostility) {
  const { random } = context;
  if (operation.bodies.length === 0)
    return operation.isUnbuilt ? { type: 'application/json', body: '{}' } : {};
  const { type, schema, examples } = random.pick(operation.bodies);
  if (type === 'application/octet-stream') {
    return { type, body: hostility === undefined ? world.snapshot : changedBytes(world.snapshot, random) };
  }
  const good = goodBody(schema, examples, context);
  if (type.includes('ndjson')) return { type, body: linesOf(good, hostility, random) };
  if (good === undefined) return {};
  const sent = hostility === 'value' ? spoiled(good, random) : good;
  const text = JSON.stringify(operation.path.endsWith('/wait') ? quick(sent) : sent);
  return { type, body: hostility === 'bytes' ? spoiledBytes(text ?? '', random) : text };
}

/** An example, one with a part made afresh, or one made from the schema alone. */
function goodBody(schema, examples, context) {
  const { random } = context;
  const way = random.below(3);
  if (examples.length === 0 || way === 0) return fromSchema(schema, context);
  const example = structuredClone(random.pick(examples));
  if (typeof example?.id === 'string' && random.chance(0.5)) example.id = aUuid(random);
  const { properties = {} } = context.resolve(schema) ?? {};
  const names = Object.keys(properties);
  if (way === 1 || typeof example !== 'object' || names.length === 0) return example;
  const name = random.pick(names);
  example[name] = fromSchema(properties[name], context, name);
  return example;
}

/** How long a wait takes is not what is looked at here. */
function quick(body) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { timeout_ms: timeoutMs = 10 } = body;
  return { ...body, timeout_ms: typeof timeoutMs === 'number' ? Math.min(timeoutMs, 10) : timeoutMs };
}

function linesOf(good, hostility, random) {
  const users =
    typeof good === 'string'
      ? good
      : [good ?? {}]
          .flat()
          .map((its) => `${JSON.stringify(its)}\n`)
          .join('');
  return hostility === undefined ? users : spoiledBytes(users, random);
}

function changedBytes(bytes, random) {
  const copy = Buffer.from(bytes);
  for (let count = random.between(1, 20); count > 0; count--)
    copy[random.below(copy.length)] = random.below(256);
  return random.chance(0.3) ? copy.subarray(0, random.below(copy.length)) : copy;
}

function hostileHead(random, headers) {
  return random.chance(0.5) && headers['content-type'] !== undefined
    ? { 'content-type': random.pick(hostileTypes) }
    : random.pick(hostileHeaders);
}
