import { z } from 'zod';
import type { Endpoint } from '../../domain/endpoint.js';
import type { BrazeErrorCode } from '../../domain/errors.js';
import type { Ignored } from '../../domain/journal/ignored.js';
import type { JsonValue } from '../../domain/json.js';
import type { CampaignKind } from '../../domain/messaging/campaign.js';
import type { RateLimitBucket } from '../../domain/workspaces/rate-limit.js';
import type { Behaviour, RestPermission } from '../../domain/workspaces/workspace.js';
import { type Answer, type LazySchema, lazySchema } from '../endpoint.js';
import { shapeOf } from '../shape.js';

// An endpoint of the Braze surface as one value. `endpoints.ts` lists them all.

/** How sure we are of what an endpoint does: the marks of the contract. */
export type Mark = 'doc' | `client: ${string}` | 'inferred';

/** Where it is documented. */
export interface Source {
  /** Path of the page below Braze's documentation. */
  page: string;
  mark: Mark;
}

/** Whom it lets in. */
export type Access =
  /** The two keys of a partner, in the body. */
  | { by: 'partner_keys' }
  /** A REST API key with this permission, in the header `Authorization`. */
  | { by: 'rest_api_key'; permission: RestPermission }
  /** Whoever has the link, which is a secret of its own. */
  | { by: 'link' };

interface EndpointBase<Its extends Answer> {
  /** With the names of its parameters: `/partners/{partner}/cohorts`. */
  path: string;
  /** What it does, in one line. */
  summary: string;
  access: Access;
  /** What its requests are counted in; of several, the first unless `bucketOf` chooses another. A partner's have one of their own. */
  buckets: readonly RateLimitBucket[];
  /** Chooses by the body; `undefined` when it is no JSON, for which it is refused later. */
  bucketOf?: (body: JsonValue | undefined) => RateLimitBucket;
  /** What it triggers, when it can address everybody: a broadcast has rate limits of its own. */
  broadcasts?: CampaignKind;
  /** What answers a request that succeeds. */
  answer: Its;
  /** How sure we are of that status. */
  answerMark: Mark;
  /** Refusals beyond those that its access brings. */
  refusals: readonly BrazeErrorCode[];
  source: Source;
}

/** An endpoint that reads a body. */
export interface PostEndpoint<Input, Its extends Answer = Answer> extends EndpointBase<Its> {
  verb: 'POST';
  /** All that it takes. Fields beyond these are ignored. */
  body: LazySchema;
  /**
   * Makes of a body what the operation is asked.
   *
   * @param behaviour  The switches of its workspace.
   * @throws EmulatorError one of `refusals`.
   */
  read(body: JsonValue, behaviour: Behaviour): Input;
  /** What of a body that was read changes nothing, whatever is stored. */
  overlooks?: (body: JsonValue) => Ignored[];
}

/** An endpoint that reads a query. */
export interface GetEndpoint<Input, Its extends Answer = Answer> extends EndpointBase<Its> {
  verb: 'GET';
  query: LazySchema;
  /** @throws EmulatorError one of `refusals`. */
  read(query: Record<string, string>): Input;
}

export type BrazeEndpoint = PostEndpoint<unknown> | GetEndpoint<unknown>;

/** What a handler is given, once the request was read. */
export type InputOf<Its extends { read: (sent: never, behaviour: never) => unknown }> = ReturnType<
  Its['read']
>;

export function postEndpoint<Input, const Its extends Answer>(
  endpoint: Omit<PostEndpoint<Input, Its>, 'verb'>,
): PostEndpoint<Input, Its> {
  return { verb: 'POST', ...endpoint };
}

export function getEndpoint<Input, const Its extends Answer>(
  endpoint: Omit<GetEndpoint<Input, Its>, 'verb'>,
): GetEndpoint<Input, Its> {
  return { verb: 'GET', ...endpoint };
}

/** What rules and explanations know of it. */
export function factsOf(endpoint: BrazeEndpoint): Endpoint {
  const { verb, path, summary } = endpoint;
  const facts = { verb, path, summary, isBuilt: true };
  return endpoint.verb === 'POST'
    ? { ...facts, body: shapeOf(endpoint.body) }
    : { ...facts, query: shapeOf(endpoint.query) };
}

/** `{"message":"success"}` */
export const successAnswer = lazySchema(() => z.object({ message: z.literal('success') }));
