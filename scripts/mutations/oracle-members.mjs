// Who must be in the cohort by what arrived: an emulator in small, by Braze's documents alone.
import { identifiersOf } from './requests.mjs';

/**
 * @param scenario  As `certify` reads it.
 * @param entries  Of `readLog`.
 * @returns Members as `ids()` of a cohort names them, its name (`undefined` when there is no cohort), and what each request
 * did: who was matched, and devices of identified users.
 */
export function membersBy(scenario, entries) {
  const users = (scenario.workspace.users ?? []).map(userOf);
  const identifications = identificationsOf(scenario);
  const isLostApplied = JSON.stringify(scenario.steps).includes('lose_answer');
  const members = new Set();
  let name;
  let isNamed = false;
  const effects = new Map();
  let done = 0;
  const identifyUntil = (sync) => {
    for (; done < identifications.length && identifications[done].sync <= sync; done++) {
      identify(users, identifications[done]);
    }
  };
  for (const entry of entries) {
    identifyUntil(entry.sync);
    const { kind, body, isAccepted, isLost, path } = entry;
    if (body === undefined || !(isAccepted || (isLost && isLostApplied))) continue;
    if (kind === 'naming') {
      name = body.name;
      isNamed = true;
      effects.set(entry, { matched: [] });
    } else if (kind === 'members') {
      if (entry.changes.length > 0 && !isNamed) name ??= entry.cohort;
      effects.set(entry, apply(entry, users, members));
    } else if (path === '/users/track') {
      for (const { external_id } of body.attributes) {
        if (!users.some((its) => its.ids.has(`user ${external_id}`))) users.push(userOf({ external_id }));
      }
    }
  }
  identifyUntil(Number.POSITIVE_INFINITY);
  return { members: [...members].map(nameOf), name, effects };
}

function userOf({ external_id, user_aliases = [], device_ids = [] }) {
  const aliases = user_aliases.map(({ alias_label, alias_name }) => `alias ${alias_label}:${alias_name}`);
  const devices = device_ids.map((id) => `device ${id}`);
  const user = { externalId: external_id, aliases, devices };
  return { ...user, ids: new Set([...(external_id ? [`user ${external_id}`] : []), ...aliases]) };
}

/** A device stands for its users without an external id; an external id or an alias for its user. */
function apply({ changes, adds }, users, members) {
  const byId = new Map(users.flatMap((user) => [...user.ids].map((id) => [id, user])));
  const matched = new Set();
  let hasIdentifiedDevice = false;
  for (const change of changes) {
    for (const id of identifiersOf(change)) {
      const isDevice = id.startsWith('device ');
      const owners = isDevice ? users.filter((its) => its.devices.includes(id)) : [];
      const found = isDevice ? owners.filter((its) => !its.externalId) : [byId.get(id)].filter(Boolean);
      if (found.length > 0) matched.add(id);
      else if (owners.length > 0) hasIdentifiedDevice = true;
      for (const user of found) change.should_remove === true ? members.delete(user) : members.add(user);
    }
  }
  return { matched: adds.filter((id) => matched.has(id)), hasIdentifiedDevice };
}

/** Who is identified, before which sync. */
function identificationsOf({ steps }) {
  let sync = 0;
  const found = [];
  for (const step of steps) {
    if (step.sync) sync++;
    if (step.identify) found.push({ ...step.identify, sync });
  }
  return found;
}

function identify(users, { who, external_id }) {
  const user = users.find((its) => nameOf(its) === who);
  user.externalId = external_id;
  user.ids.add(`user ${external_id}`);
}

function nameOf({ externalId, aliases, devices }) {
  return externalId ?? aliases[0]?.replace(/^alias /, '') ?? devices[0].replace(/^device /, 'device:');
}
