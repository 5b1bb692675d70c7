import type { Profile } from '../client/api.js';
import { after, type Caller, type Either } from '../client/call.js';
import type { Identifier } from '../client/identity.js';
import { EmulatorError } from '../domain/errors.js';
import { readingsOf } from '../domain/written-identifier.js';
import { refuseArgument } from './arguments.js';

/**
 * Who is meant: an identifier, or a text as `ids()` gives it: an external id, `device:` and a device id, or label and
 * name of an alias with a colon between them. A text that is the external id of a user means that user.
 */
export type Who = string | Identifier;

/** The ways to read who is meant, the likelier first. @throws EmulatorError `invalid_request`. */
export function readings(name: string, who: Who): Identifier[] {
  if (typeof who === 'object' && who !== null) {
    if ('external_id' in who || 'device_id' in who || 'user_alias' in who) return [who];
  }
  if (typeof who !== 'string' || who === '') {
    const expected = 'an external id, "device:…", "label:name", or {external_id}, {device_id}, {user_alias}';
    return refuseArgument(name, expected, who);
  }
  return readingsOf(who).map(wireOf);
}

function wireOf(its: ReturnType<typeof readingsOf>[number]): Identifier {
  if ('externalId' in its) return { external_id: its.externalId };
  if ('deviceId' in its) return { device_id: its.deviceId };
  return { user_alias: { alias_label: its.alias.label, alias_name: its.alias.name } };
}

/** Finds a user; `undefined` when there is none. @param name  Of the argument. */
export function findProfile(caller: Caller, ws: string, name: string, who: Who): Either<Profile | undefined> {
  const found = after(tryReadings(caller, ws, readings(name, who)), (its) => its?.profile);
  return found;
}

/**
 * The identifier that is meant. One that no user has stays as it is written: an external id, unless the text has the form
 * of a device or an alias.
 */
export function identifierOf(caller: Caller, ws: string, name: string, who: Who): Either<Identifier> {
  const ways = readings(name, who);
  if (ways.length === 1) return ways[0]!;
  return after(tryReadings(caller, ws, ways), (found) => found?.identifier ?? ways.at(-1)!);
}

function tryReadings(
  caller: Caller,
  ws: string,
  [first, ...others]: Identifier[],
): Either<{ identifier: Identifier; profile: Profile } | undefined> {
  if (first === undefined) return undefined;
  const query = 'user_alias' in first ? first.user_alias : first;
  return after(caller.call('listUsers', { params: { ws }, query }), ({ users: [profile] }) =>
    profile === undefined ? tryReadings(caller, ws, others) : { identifier: first, profile },
  );
}

/** One after the other. */
export function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Either<Result>,
): Either<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    const result = work(item);
    if (result instanceof Promise)
      return result.then((its) => goOn([...results, its], items.slice(index + 1), work));
    results.push(result);
  }
  return results;
}

async function goOn<Item, Result>(
  results: Result[],
  items: readonly Item[],
  work: (item: Item) => Either<Result>,
): Promise<Result[]> {
  for (const item of items) results.push(await work(item));
  return results;
}

/** @throws EmulatorError `user_not_found`. */
export function requireProfile(caller: Caller, ws: string, name: string, who: Who): Either<Profile> {
  return after(findProfile(caller, ws, name, who), (profile) => {
    if (profile !== undefined) return profile;
    const shown = typeof who === 'string' ? `'${who}'` : JSON.stringify(who);
    throw new EmulatorError('user_not_found', `The workspace has no user ${shown}`);
  });
}
