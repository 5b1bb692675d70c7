import { z } from 'zod';
import type { Cohort } from '../../../domain/cohort.js';
import { aliasPartBytesMax } from '../../../domain/limits.js';
import { isoTime } from '../../../domain/time/time.js';
import type { Alias, ProfileIdentity, UserProfile } from '../../../domain/users/user-profile.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { pageAnswer } from '../pages.js';
import { answeredTime, identifier, jsonObject } from '../values.js';

// User profiles as the control API shows them, and the parts that they are also made of.

const aliasPart = identifier.refine(
  (part) => Buffer.byteLength(part) <= aliasPartBytesMax,
  `expected at most ${aliasPartBytesMax} bytes`,
);

export const aliasFields = z.strictObject({ alias_label: aliasPart, alias_name: aliasPart });

/** Use of one app, as it is given and shown. */
export const app = z.strictObject({
  app_id: z.string().optional(),
  name: z.string().optional(),
  platform: z.string().optional(),
  version: z.string().optional(),
  sessions: z.int().min(0).optional(),
  first_used: z.iso.datetime({ offset: true }).optional(),
  last_used: z.iso.datetime({ offset: true }).optional(),
});

const identityShape = lazySchema(() =>
  z.strictObject({
    braze_id: z.string(),
    external_id: z.string().nullable(),
    user_aliases: z.array(z.strictObject({ alias_label: z.string(), alias_name: z.string() })),
    device_ids: z.array(z.string()),
  }),
);

/** A profile in a list. */
export const profileAnswer = lazySchema(() =>
  identityShape().meta({
    id: 'profile',
    description: 'A user profile as lists show it: by its identifiers.',
  }),
);

export const membersAnswer = lazySchema(() => pageAnswer({ members: z.array(profileAnswer()) }));

/** Members of a selection, with its size. */
export const selectionAnswer = lazySchema(() => z.strictObject({ size: z.int(), ...membersAnswer().shape }));

/** A receiver of a send: a profile with what personalizes the message for it alone. */
export const receiverAnswer = lazySchema(() =>
  identityShape()
    .extend({
      trigger_properties: jsonObject
        .optional()
        .describe('Of a campaign, when they are more than the send has.'),
      context: jsonObject.optional().describe('The same of a Canvas.'),
    })
    .meta({ id: 'receiver', description: 'Somebody who would have received a message.' }),
);

/** A profile whole. */
export const userAnswer = lazySchema(() =>
  identityShape()
    .extend({
      created_at: answeredTime,
      random_bucket: z.int(),
      attributes: jsonObject.describe('Standard and custom ones together, as they are sent.'),
      apps: z.array(app),
      session_count: z.int(),
      push_tokens: z.array(z.strictObject({ app_id: z.string(), token: z.string(), device_id: z.string() })),
      cohorts: z.array(z.strictObject({ partner: z.string(), cohort_id: z.string(), name: z.string() })),
    })
    .meta({ id: 'user', description: 'A whole user profile.' }),
);

export function aliasJson({ label, name }: Alias) {
  return { alias_label: label, alias_name: name };
}

export function profileJson(profile: ProfileIdentity): Wire<typeof profileAnswer> {
  return {
    braze_id: profile.brazeId,
    external_id: profile.externalId,
    user_aliases: profile.aliases.map(aliasJson),
    device_ids: profile.deviceIds,
  };
}

export function userJson(profile: UserProfile & { cohorts: Cohort[] }): Wire<typeof userAnswer> {
  return {
    ...profileJson(profile),
    created_at: isoTime(profile.createdAt),
    random_bucket: profile.randomBucket,
    attributes: attributesJson(profile),
    apps: profile.apps,
    session_count: profile.sessionCount,
    push_tokens: profile.pushTokens.map(({ appId, token, deviceId }) => ({
      app_id: appId,
      token,
      device_id: deviceId,
    })),
    cohorts: profile.cohorts.map(({ partner, cohortId, name }) => ({ partner, cohort_id: cohortId, name })),
  };
}

function attributesJson(profile: UserProfile): Wire<typeof userAnswer>['attributes'] {
  // fromEntries defines properties, so an attribute called `__proto__` stays an ordinary one.
  return Object.fromEntries([
    ...(profile.email === null ? [] : [['email', profile.email] as const]),
    ...(profile.phone === null ? [] : [['phone', profile.phone] as const]),
    ...Object.entries(profile.attributes),
    ...Object.entries(profile.customAttributes),
  ]);
}
