import { z } from 'zod';
import { externalIdBytesMax } from '../../../domain/limits.js';
import {
  brazeIdPattern,
  type NewUserProfile,
  type UserCriterion,
} from '../../../domain/users/user-profile.js';
import { lazySchema } from '../../endpoint.js';
import { controlEndpoint } from '../endpoint.js';
import { pageAnswer, pageOf, pageShape } from '../pages.js';
import { identifier } from '../values.js';
import { activityAnswer } from './activity.js';
import { userAttributes } from './attributes.js';
import { aliasFields, app, profileAnswer, userAnswer } from './profiles.js';

const externalId = identifier.refine(
  (id) => Buffer.byteLength(id) <= externalIdBytesMax,
  `expected at most ${externalIdBytesMax} bytes`,
);

export const alias = aliasFields.transform((its) => ({ label: its.alias_label, name: its.alias_name }));

const subscriptionState = z.enum(['opted_in', 'subscribed', 'unsubscribed']);

/** A profile to add. Attributes hold standard and custom ones together, by Braze's names. */
export const userInput = z
  .strictObject({
    external_id: externalId.nullable().optional(),
    braze_id: z
      .string()
      .regex(brazeIdPattern, 'expected 24 lower-case hex digits')
      .optional()
      .describe('Left out, one is made.'),
    user_aliases: z.array(alias).optional(),
    device_ids: z.array(identifier).optional(),
    attributes: userAttributes.optional(),
    random_bucket: z.int().min(0).max(9999).optional(),
    apps: z.array(app).optional(),
    session_count: z.int().min(0).optional(),
    email_subscribe: subscriptionState.optional(),
    push_subscribe: subscriptionState.optional(),
  })
  .transform((its): NewUserProfile => {
    const subscriptions: [string, string][] = [];
    if (its.email_subscribe !== undefined) subscriptions.push(['email_subscribe', its.email_subscribe]);
    if (its.push_subscribe !== undefined) subscriptions.push(['push_subscribe', its.push_subscribe]);
    return {
      brazeId: its.braze_id,
      externalId: its.external_id ?? null,
      aliases: its.user_aliases ?? [],
      deviceIds: [...new Set(its.device_ids ?? [])],
      attributes: Object.fromEntries([...Object.entries(its.attributes ?? {}), ...subscriptions]),
      randomBucket: its.random_bucket,
      apps: its.apps,
      sessionCount: its.session_count,
    };
  })
  .meta({ id: 'new_user', description: 'A user profile to add.' });

const changeUserInput = lazySchema(() =>
  z.strictObject({ external_id: identifier }).transform((its) => ({ externalId: its.external_id })),
);

/** Pages of profiles, all or those that one criterion finds. */
const usersQuery = lazySchema(() =>
  pageShape()
    .extend({
      external_id: identifier.optional(),
      alias_label: identifier.optional().describe('Goes with alias_name.'),
      alias_name: identifier.optional().describe('Goes with alias_label.'),
      device_id: identifier.optional(),
      email: identifier.optional(),
      phone: identifier.optional(),
      search: identifier
        .optional()
        .describe(
          'Any identifier: external id, `label:name` of an alias, device, e-mail address, phone, braze_id; or how external ids begin.',
        ),
    })
    .transform((its, context) => {
      const refuse = (path: string, message: string) => {
        context.issues.push({ code: 'custom', input: its, path: [path], message });
        return z.NEVER;
      };
      const criteria: [string, UserCriterion | { search: string }][] = [];
      if (its.external_id !== undefined) criteria.push(['external_id', { externalId: its.external_id }]);
      if (its.alias_label !== undefined && its.alias_name !== undefined) {
        criteria.push(['alias_label', { alias: { label: its.alias_label, name: its.alias_name } }]);
      } else if (its.alias_label !== undefined) {
        return refuse('alias_name', 'alias_label needs it');
      } else if (its.alias_name !== undefined) {
        return refuse('alias_label', 'alias_name needs it');
      }
      if (its.device_id !== undefined) criteria.push(['device_id', { deviceId: its.device_id }]);
      if (its.email !== undefined) criteria.push(['email', { email: its.email }]);
      if (its.phone !== undefined) criteria.push(['phone', { phone: its.phone }]);
      if (its.search !== undefined) criteria.push(['search', { search: its.search }]);
      const [first, second] = criteria;
      if (first !== undefined && second !== undefined) {
        return refuse(second[0], `one criterion at a time, and ${first[0]} is one already`);
      }
      return { page: pageOf(its), criterion: first?.[1] };
    }),
);

const addedAnswer = lazySchema(() =>
  z.strictObject({
    created: z.int(),
    users: z
      .array(profileAnswer())
      .optional()
      .describe('Left out when there are over 1,000, and for an NDJSON body.'),
  }),
);

export const userEndpoints = {
  listUsers: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/users',
    summary: 'Lists profiles: all, or those that one criterion finds.',
    query: usersQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ users: z.array(profileAnswer()) })) },
  }),
  addUsers: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/users',
    summary: 'Adds profiles: all of a JSON array or none, or an NDJSON stream of any length.',
    description:
      'NDJSON has one profile a line, up to 1 MiB each; blank lines are skipped. The first line that is refused ends it, ' +
      'and those before it stay: the refusal says `line` and `created`.',
    body: lazySchema(() => z.array(userInput)),
    isBodyLarge: true,
    streamedBody: { mediaType: 'application/x-ndjson', schema: () => userInput },
    answer: { status: 201, body: addedAnswer },
    refusals: ['external_id_in_use', 'braze_id_in_use', 'alias_in_use'],
  }),
  getUser: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/users/{braze_id}',
    summary: 'Shows a profile whole, with the cohorts it is in.',
    answer: { status: 200, body: userAnswer },
    refusals: ['user_not_found'],
  }),
  getUserActivity: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/users/{braze_id}/activity',
    summary: 'Shows what a profile did and received: custom events, purchases, messages.',
    answer: { status: 200, body: activityAnswer },
    refusals: ['user_not_found'],
  }),
  deleteUser: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/users/{braze_id}',
    summary: 'Deletes a profile, and takes it out of every cohort.',
    answer: { status: 204 },
    refusals: ['user_not_found'],
  }),
  changeUser: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/users/{braze_id}/change-user',
    summary: "Logs somebody in on the device of an anonymous profile, as the SDK's changeUser does.",
    body: changeUserInput,
    answer: { status: 200, body: userAnswer },
    refusals: ['user_not_found'],
  }),
};
