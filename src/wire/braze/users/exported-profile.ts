import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { isoTime, parseIsoTime } from '../../../domain/time/time.js';
import type { ExportedProfile, OccurrenceSummary } from '../../../domain/users/profile-history.js';
import type { AppUse, PushToken } from '../../../domain/users/user-profile.js';
import { lazySchema, type Wire } from '../../endpoint.js';

/** A profile as the exports show it. Every field may be missing. [doc] post_users_identifier */
export const exportedProfile = lazySchema(() => {
  const occurrences = z.array(
    z.object({ name: z.string(), first: z.string(), last: z.string(), count: z.int() }),
  );
  return z.object({
    created_at: z.string().optional(),
    external_id: z.string().optional(),
    user_aliases: z.array(z.object({ alias_name: z.string(), alias_label: z.string() })).optional(),
    appboy_id: z.string().optional().describe('As braze_id; only without fields_to_export. [client]'),
    braze_id: z.string().optional(),
    random_bucket: z.int().optional(),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    email: z.string().optional(),
    dob: z.string().optional().describe('The day at midnight UTC, as a date-time.'),
    home_city: z.string().optional(),
    country: z.string().optional(),
    phone: z.string().optional(),
    language: z.string().optional(),
    time_zone: z.string().optional(),
    last_coordinates: z.array(z.number()).optional().describe('Longitude, then latitude.'),
    gender: z.string().optional(),
    total_revenue: z.number().optional(),
    push_subscribe: z.string().optional(),
    email_subscribe: z.string().optional(),
    custom_attributes: z.record(z.string(), z.json()).optional(),
    apps: z.array(z.looseObject({ name: z.string().optional() })).optional(),
    custom_events: occurrences.optional(),
    purchases: occurrences.optional(),
    devices: z.array(z.object({ device_id: z.string() })).optional(),
    push_tokens: z
      .array(
        z.object({
          app: z.string(),
          platform: z.string().optional(),
          token: z.string(),
          device_id: z.string().nullable(),
        }),
      )
      .optional(),
  });
});

export type ExportedProfileJson = Wire<typeof exportedProfile>;

/**
 * A profile as the exports show it: no cohort field, and a value that is missing is left out. [doc]
 * post_users_identifier. Order of the fields as recorded [client: braze_ruby recording]; that lists and custom attributes
 * are left out too when there are none, and that `dob` is a date-time, as recorded [client: Grouparoo recording].
 *
 * Attribution, `uninstalled_at` and messages received are never known here and so always missing.
 *
 * @param fields  Names to export; `undefined` for all, and then with `appboy_id`, which older answers have. [client]
 */
export function profileExportJson(
  profile: ExportedProfile,
  fields: ReadonlySet<string> | undefined,
): ExportedProfileJson {
  const values = exportedValues(profile);
  const chosen = Object.entries(values).filter(([name, value]) => {
    if (value === undefined || value === null) return false;
    return fields === undefined || (name !== 'appboy_id' && fields.has(name));
  });
  return Object.fromEntries(chosen);
}

function exportedValues(profile: ExportedProfile): Record<keyof ExportedProfileJson, JsonValue | undefined> {
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
    dob: birthdayJson(attributes.dob),
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
    custom_attributes:
      Object.keys(profile.customAttributes).length > 0 ? profile.customAttributes : undefined,
    apps: emptyIsMissing(profile.apps.map(appJson)),
    custom_events: emptyIsMissing(history.events.map(occurrencesJson)),
    purchases: emptyIsMissing(history.purchases.map(occurrencesJson)),
    devices: emptyIsMissing(profile.deviceIds.map((deviceId) => ({ device_id: deviceId }))),
    push_tokens: emptyIsMissing(profile.pushTokens.map((token) => pushTokenJson(token, profile.apps))),
  };
}

function emptyIsMissing(list: JsonValue[]): JsonValue[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The day at midnight UTC. [client: Grouparoo recording] */
function birthdayJson(day: JsonValue | undefined): JsonValue | undefined {
  const time = typeof day === 'string' ? parseIsoTime(day) : undefined;
  return time === undefined ? day : isoTime(time);
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
