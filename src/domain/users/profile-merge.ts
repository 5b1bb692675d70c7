import type { JsonObject, JsonValue } from '../json.js';
import { parseIsoTime } from '../time/time.js';
import type { AppUse, UserProfile } from './user-profile.js';

/**
 * What the kept profile gets of the one merged into it: everything, or, as `/users/identify` once offered, only
 * identifiers and push tokens while the rest is orphaned. [doc, superseded] post_user_identify
 */
export type MergeBehaviour = 'merge' | 'none';

/**
 * The kept profile after another was merged into it. What both have, the kept one wins; what it lacks is filled in;
 * session counts are added up, and the earlier first and the later last session date is taken.
 *
 * Aliases move unless the kept profile has the label already. [doc] user_profile_lifecycle
 * Devices and push tokens move. [doc] post_users_merge; by `/users/identify` [inferred]
 * The other's external id does not: it stands in no list of merged fields. [inferred]
 * Events and purchases belong to the profile in the store and are the caller's.
 *
 * @see Braze docs, user_data/post_users_merge and post_user_identify: merged fields [doc]; standard attributes that the
 * lists do not name, e.g. `subscription_groups`, are filled in the same way [inferred].
 */
export function mergeProfiles(
  kept: UserProfile,
  merged: UserProfile,
  behaviour: MergeBehaviour = 'merge',
): UserProfile {
  const joined: UserProfile = {
    ...kept,
    aliases: [...kept.aliases, ...merged.aliases.filter((alias) => !hasAliasLabel(kept, alias.label))],
    deviceIds: [...new Set([...kept.deviceIds, ...merged.deviceIds])],
    pushTokens: [...kept.pushTokens, ...merged.pushTokens],
  };
  if (behaviour === 'none') return joined;
  return {
    ...joined,
    email: kept.email ?? merged.email,
    phone: kept.phone ?? merged.phone,
    attributes: mergeAttributes(kept.attributes, merged.attributes),
    customAttributes: fillAbsent(kept.customAttributes, merged.customAttributes),
    apps: mergeApps(kept.apps, merged.apps),
    sessionCount: kept.sessionCount + merged.sessionCount,
  };
}

/** What of the merged profile the kept one does not get, in words; `undefined` when it gets all. */
export function lostInMerge(
  kept: UserProfile,
  merged: UserProfile,
  behaviour: MergeBehaviour,
): string | undefined {
  const aliases = merged.aliases
    .filter((alias) => hasAliasLabel(kept, alias.label))
    .map(({ label, name }) => `alias ${label}:${name}`);
  const lost = [...aliases, ...(behaviour === 'none' ? lostWithout(merged) : lostAttributes(kept, merged))];
  return lost.length === 0 ? undefined : lost.join(', ');
}

/** Without a merge of fields all of them go. */
function lostWithout(merged: UserProfile): string[] {
  const contacts = (['email', 'phone'] as const).filter((name) => merged[name] !== null);
  return [...contacts, ...Object.keys(merged.attributes), ...Object.keys(merged.customAttributes)];
}

function lostAttributes(kept: UserProfile, merged: UserProfile): string[] {
  const contacts = (['email', 'phone'] as const).filter(
    (name) => merged[name] !== null && kept[name] !== null && kept[name] !== merged[name],
  );
  const overruled = (one: JsonObject, other: JsonObject) =>
    Object.keys(other).filter(
      (name) => Object.hasOwn(one, name) && JSON.stringify(one[name]) !== JSON.stringify(other[name]),
    );
  const standard = overruled(kept.attributes, merged.attributes).filter((name) => !/_session$/.test(name));
  return [...contacts, ...standard, ...overruled(kept.customAttributes, merged.customAttributes)];
}

/** Whether the two have an alias each with the same label, which keeps `/users/identify` from combining them. */
export function shareAliasLabel(one: UserProfile, other: UserProfile): boolean {
  return one.aliases.some((alias) => hasAliasLabel(other, alias.label));
}

function hasAliasLabel(profile: UserProfile, label: string): boolean {
  return profile.aliases.some((alias) => alias.label === label);
}

function mergeAttributes(kept: JsonObject, merged: JsonObject): JsonObject {
  const filled = fillAbsent(kept, merged);
  const first = chosenTime(kept.date_of_first_session, merged.date_of_first_session, Math.min);
  const last = chosenTime(kept.date_of_last_session, merged.date_of_last_session, Math.max);
  return {
    ...filled,
    ...(first !== undefined && { date_of_first_session: first }),
    ...(last !== undefined && { date_of_last_session: last }),
  };
}

/** The kept object with what only the other has behind it. */
function fillAbsent(kept: JsonObject, merged: JsonObject): JsonObject {
  // fromEntries defines properties, so an attribute called `__proto__` stays an ordinary one.
  return Object.fromEntries([
    ...Object.entries(kept),
    ...Object.entries(merged).filter(([name]) => !Object.hasOwn(kept, name)),
  ]);
}

/** The earlier or later of two times as it was written; the kept one where they cannot be compared. */
function chosenTime(
  kept: JsonValue | undefined,
  merged: JsonValue | undefined,
  choose: (...times: number[]) => number,
): JsonValue | undefined {
  if (kept === undefined) return merged;
  if (typeof kept !== 'string' || typeof merged !== 'string') return kept;
  const keptTime = parseIsoTime(kept);
  const mergedTime = parseIsoTime(merged);
  if (keptTime === undefined || mergedTime === undefined) return kept;
  return choose(keptTime, mergedTime) === keptTime ? kept : merged;
}

/** Summaries of apps on one profile move over; of an app on both, sessions are added up. [doc] post_users_merge */
function mergeApps(kept: readonly AppUse[], merged: readonly AppUse[]): AppUse[] {
  const apps = kept.map((app) => {
    const other = merged.find((its) => isSameApp(app, its));
    return other === undefined ? app : mergeApp(app, other);
  });
  return [...apps, ...merged.filter((app) => !kept.some((its) => isSameApp(app, its)))];
}

/** By app id where both say one, else by name and platform. [inferred] */
function isSameApp(one: AppUse, other: AppUse): boolean {
  if (one.app_id !== undefined && other.app_id !== undefined) return one.app_id === other.app_id;
  return one.name !== undefined && one.name === other.name && one.platform === other.platform;
}

function mergeApp(kept: AppUse, merged: AppUse): AppUse {
  const app: AppUse = { ...merged, ...kept };
  if (kept.sessions !== undefined && merged.sessions !== undefined) {
    app.sessions = kept.sessions + merged.sessions;
  }
  const first = chosenTime(kept.first_used, merged.first_used, Math.min);
  const last = chosenTime(kept.last_used, merged.last_used, Math.max);
  if (typeof first === 'string') app.first_used = first;
  if (typeof last === 'string') app.last_used = last;
  return app;
}
