import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { isoTime } from '../../../domain/time/time.js';
import type { ExportedProfile, OccurrenceSummary } from '../../../domain/users/profile-history.js';
import type { AppUse, PushToken } from '../../../domain/users/user-profile.js';

/**
 * A profile as the exports show it: no cohort field, and a value that is missing is left out. [doc]
 * post_users_identifier. Order of the fields, and which stay when they are empty, as recorded. [client: braze_ruby
 * recording] That an empty `custom_attributes` stays is [inferred].
 *
 * Attribution, `uninstalled_at` and messages received are never known here and so always missing.
 *
 * @param fields  Names to export; `undefined` for all, and then with `appboy_id`, which older answers have. [client]
 */
export function profileExportJson(
  profile: ExportedProfile,
  fields: ReadonlySet<string> | undefined,
): JsonObject {
  const values = exportedValues(profile);
  const chosen = Object.entries(values).filter(([name, value]) => {
    if (value === undefined || value === null) return false;
    return fields === undefined || (name !== 'appboy_id' && fields.has(name));
  });
  return Object.fromEntries(chosen) as JsonObject;
}

function exportedValues(profile: ExportedProfile): Record<string, JsonValue | undefined> {
  const { attributes, history } = profile;
  return {
    created_at: isoTime(profile.createdAt),
    external_id: profile.externalId,
    user_aliases: profile.aliases.map(({ label, name }) => ({ alias_name: name, alias_label: label })),
    appboy_id: profile.brazeId,
    braze_id: profile.brazeId,
    random_bucket: profile.randomBucket,
    first_name: attributes.first_name,
    last_name: attributes.last_name,
    email: profile.email,
    dob: attributes.dob,
    home_city: attributes.home_city,
    country: attributes.country,
    phone: profile.phone,
    language: attributes.language,
    time_zone: attributes.time_zone,
    last_coordinates: coordinatesJson(attributes.current_location),
    gender: attributes.gender,
    total_revenue: history.revenue,
    push_subscribe: attributes.push_subscribe ?? 'subscribed',
    email_subscribe: attributes.email_subscribe ?? 'subscribed',
    custom_attributes: profile.customAttributes,
    apps: profile.apps.map(appJson),
    custom_events: history.events.map(occurrencesJson),
    purchases: history.purchases.map(occurrencesJson),
    devices: emptyIsMissing(profile.deviceIds.map((deviceId) => ({ device_id: deviceId }))),
    push_tokens: emptyIsMissing(profile.pushTokens.map((token) => pushTokenJson(token, profile.apps))),
  };
}

function emptyIsMissing(list: JsonValue[]): JsonValue[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** Longitude first. [doc] post_users_identifier */
function coordinatesJson(location: JsonValue | undefined): JsonValue | undefined {
  if (!isJsonObject(location)) return undefined;
  const { longitude, latitude } = location;
  return longitude === undefined || latitude === undefined ? undefined : [longitude, latitude];
}

function occurrencesJson(summary: OccurrenceSummary): JsonObject {
  return {
    name: summary.name,
    first: isoTime(summary.firstAt),
    last: isoTime(summary.lastAt),
    count: summary.count,
  };
}

/** Without the app id, which the page does not list. An app without a name goes by its id. [inferred] */
function appJson({ app_id, name, ...rest }: AppUse): JsonObject {
  const title = name ?? app_id;
  return { ...(title !== undefined && { name: title }), ...rest };
}

/** `app` is the app's name where that is known, else its id. [doc] for the fields, the id [inferred] */
function pushTokenJson({ appId, token, deviceId }: PushToken, apps: readonly AppUse[]): JsonObject {
  const app = apps.find((its) => its.app_id === appId);
  return {
    app: app?.name ?? appId,
    ...(app?.platform !== undefined && { platform: app.platform }),
    token,
    device_id: deviceId,
  };
}
