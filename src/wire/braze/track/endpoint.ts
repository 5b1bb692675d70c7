import { z } from 'zod';
import {
  aliasPartBytesMax,
  productIdLengthMax,
  purchaseQuantityMax,
  trackObjectsPerRequestMax,
} from '../../../domain/limits.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema } from '../../endpoint.js';
import { postEndpoint } from '../endpoint.js';
import { readTrack, trackAnswer } from './track.js';

// What a good object is. Read by hand, because an object with a problem is left out and the others stand;
// test/properties/bodies.test.ts holds the readers to these schemas.

const recipientShape = lazySchema(() => {
  const aliasPart = z.string().min(1).max(aliasPartBytesMax);
  return z.object({
    external_id: z.union([z.string(), z.int()]).nullish(),
    user_alias: z
      .union([z.object({ alias_label: aliasPart, alias_name: aliasPart }), z.literal('')])
      .nullish(),
    braze_id: z.string().nullish(),
    email: z.string().nullish(),
    phone: z.json().optional(),
    _update_existing_only: z.boolean().nullish().describe('Whether an unknown user stays unknown.'),
  });
});

const occurrence = lazySchema(() =>
  z.object({
    ...recipientShape().shape,
    app_id: z.string().nullish(),
    time: z.string().meta({
      format: 'date-time',
      description:
        'In ISO 8601, yyyy-MM-dd’T’HH:mm:ss:SSSZ, or as languages print it: 2026-02-03 09:00:00 -0500.',
    }),
    properties: z.record(z.string(), z.json()).nullish(),
  }),
);

const attributesObject = lazySchema(() =>
  z
    .looseObject({
      ...recipientShape().shape,
      _merge_objects: z
        .boolean()
        .nullish()
        .describe(
          'Whether objects are merged into those that are there, on all levels; else they replace them.',
        ),
      push_token_import: z.boolean().nullish(),
      push_tokens: z
        .array(
          z.object({ app_id: z.string().min(1), token: z.string().min(1), device_id: z.string().nullish() }),
        )
        .nullish(),
    })
    .describe('Any other field is an attribute, standard or custom.'),
);

const eventObject = lazySchema(() => z.object({ ...occurrence().shape, name: z.string().min(1) }));

const purchaseObject = lazySchema(() =>
  z.object({
    ...occurrence().shape,
    product_id: z
      .union([z.string().min(1).max(productIdLengthMax), z.number()])
      .describe('A number is taken for its text.'),
    currency: z.string().describe('Code of ISO 4217.'),
    price: z.number(),
    quantity: z.int().min(1).max(purchaseQuantityMax).nullish().describe('Left out, 1.'),
  }),
);

const trackBody = lazySchema(() => {
  const upTo75 = <Element extends z.ZodType>(element: Element) =>
    z.array(element).max(trackObjectsPerRequestMax).nullish();
  return z
    .object({
      attributes: upTo75(attributesObject()),
      events: upTo75(eventObject()),
      purchases: upTo75(purchaseObject()),
    })
    .describe(
      'At most 75 objects in the three arrays together, or in each with track_limit per_array_75. One with a problem is told in errors.',
    );
});

/** 201, also when some objects have a problem. [client: go-braze, braze_ruby recording] */
export const trackUsers = postEndpoint({
  path: '/users/track',
  summary: 'Records attributes, events and purchases of users, and creates users that are new.',
  access: { by: 'rest_api_key', permission: 'users.track' },
  buckets: [rateLimitBuckets.track],
  body: trackBody,
  read: readTrack,
  answer: { status: 201, body: trackAnswer },
  answerMark: 'client: go-braze, braze_ruby recording',
  refusals: ['no_valid_track_data', 'too_many_track_objects', 'invalid_field'],
  source: { page: 'api/endpoints/user_data/post_user_track', mark: 'doc' },
});
