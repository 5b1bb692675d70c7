import { type Ignored, ignored, tolerated } from '../journal/ignored.js';
import { placeAll } from '../journal/place-ignored.js';
import type { JsonObject } from '../json.js';
import type { Expression } from '../segments/expression.js';
import type { AttributeUpdate } from '../users/attribute-change.js';
import type { IgnoredPart } from '../users/ignored-part.js';
import type { ProfileReference } from '../users/profile-reference.js';
import type { Inactivity } from './campaign.js';

/** Somebody whom a request names as a receiver. [doc] objects_filters/recipient_object */
export interface Recipient {
  reference: ProfileReference;
  /** What personalizes the message for this one alone. */
  properties: JsonObject;
  /** Written to the profile before it is decided who receives. [doc] post_send_triggered_campaigns */
  attributes: AttributeUpdate[];
  /** What of them has no effect, and where they stand in the request. Left out when there are none. */
  ignored?: IgnoredPart[];
  attributesPath?: string;
  /** Whether somebody unknown is made, with the attributes: the opposite of `send_to_existing_only`. */
  mayCreate: boolean;
  /** Where it stands in the request; a schedule of an older storage does not know. */
  path?: string | undefined;
}

/** What of the attributes that recipients bring has no effect, whoever they are. */
export function ignoredAttributes(recipients: readonly Recipient[] | null): Ignored[] {
  return (recipients ?? []).flatMap(({ ignored, attributesPath = '' }) => placeAll(attributesPath, ignored));
}

/** What is asked of a campaign or Canvas. */
export interface SendRequest {
  /** `null` for a broadcast: everyone whom the campaign is for. */
  recipients: Recipient[] | null;
  /** The connected audience: only those it is true for. */
  audience?: Expression;
  /** Personalizes the message for all receivers; a recipient's own win. */
  properties: JsonObject;
  sendId?: string;
  /** Of e-mails, as sent. */
  attachments?: JsonObject[];
}

/** What is asked of `/messages/send`, which brings its content along. */
export interface MessageRequest {
  recipients: Recipient[] | null;
  segmentId?: string;
  audience?: Expression;
  /** The API campaign that counts it. */
  campaignId?: string;
  sendId?: string;
  subscriptionState: RecipientSubscriptionState;
  messages: Message[];
}

/** `subscribed` includes those who opted in. [doc] post_send_messages */
export type RecipientSubscriptionState = 'opted_in' | 'subscribed' | 'all';

/** One message of `/messages/send`, for one channel. */
export interface Message {
  channel: MessageChannel;
  variationId?: string;
  /** As sent. */
  content: JsonObject;
}

/**
 * The channels of `/messages/send`: whose subscription a channel heeds (`null`: it has none of its own here), and what
 * the variations of a campaign call it. [doc] post_send_messages and get_campaign_details; webhooks, SMS and so on
 * without a subscription [inferred]
 */
export const messageChannels = {
  android_push: { subscription: 'push', variations: ['android_push'] },
  apple_push: { subscription: 'push', variations: ['apple_push', 'ios_push'] },
  content_card: { subscription: null, variations: ['content_card', 'content_cards'] },
  email: { subscription: 'email', variations: ['email'] },
  kindle_push: { subscription: 'push', variations: ['kindle_push'] },
  sms: { subscription: null, variations: ['sms'] },
  web_push: { subscription: 'push', variations: ['web_push'] },
  webhook: { subscription: null, variations: ['webhook'] },
  whats_app: { subscription: null, variations: ['whats_app', 'whatsapp'] },
} as const satisfies Record<
  string,
  { subscription: 'email' | 'push' | null; variations: readonly [string, ...string[]] }
>;
export type MessageChannel = keyof typeof messageChannels;

/** Who can be reached: those with the wanted state on a channel of the message. `undefined` when everybody can. */
export function reachableBy(
  channels: readonly MessageChannel[],
  state: RecipientSubscriptionState,
): Expression | undefined {
  if (state === 'all') return undefined;
  const subscriptions = new Set(channels.map((channel) => messageChannels[channel].subscription));
  const terms: Expression[] = [];
  for (const channel of subscriptions) {
    if (channel === null) return undefined;
    const wanted =
      state === 'opted_in'
        ? ({ comparison: 'is', value: 'opted_in' } as const)
        : ({ comparison: 'is_not', value: 'unsubscribed' } as const);
    terms.push({ kind: 'filter', filter: { type: 'subscription', channel, ...wanted } });
  }
  return { kind: 'or', terms };
}

/** Why a named recipient gets nothing, each with what it means. A broadcast names nobody, so it drops nobody. */
export const dropReasons = {
  unknown_user: 'no profile has the identifier',
  ambiguous: 'several profiles have the e-mail address, and the prioritization leaves none or several',
  duplicate: 'a later recipient of the request is the same profile',
  outside_target: 'not in the target of the campaign or Canvas',
  outside_segment: 'not in the segment of the request',
  outside_audience: 'not in the connected audience of the request',
  subscription_state: 'not subscribed to any channel of the message as the request wants it',
  archived: 'the campaign or Canvas is archived',
  paused: 'the campaign or Canvas is paused, or a draft',
} as const;
export type DropReason = keyof typeof dropReasons;

/** What the request itself asks of a receiver, or the answer tells: a strict workspace lets such a drop pass too. */
const toleratedDrops: ReadonlySet<DropReason> = new Set([
  'outside_segment',
  'outside_audience',
  'subscription_state',
  'archived',
  'paused',
]);

/** What of the recipients of a send has no effect. */
export function ignoredRecipients(dropped: readonly DroppedRecipient[]): Ignored[] {
  return dropped.flatMap(({ path, reason }) => {
    if (path === undefined) return [];
    const note = toleratedDrops.has(reason) ? tolerated : ignored;
    return [note(path, reason, `gets nothing: ${dropReasons[reason]}`)];
  });
}

export interface DroppedRecipient {
  recipient: ProfileReference;
  reason: DropReason;
  /** Where it stands in the request; the outbox does not keep it. */
  path?: string | undefined;
}

/** What a receiver must be, and why somebody who is not gets nothing. */
export interface Requirement {
  expression: Expression;
  reason: DropReason;
}

/** One entry of the outbox: what would have been sent, to whom, and who was dropped. */
export interface Send {
  /** Key of its row; orders sends. */
  number: number;
  /** 32 lower-case hex digits. */
  dispatchId: string;
  sendId: string | null;
  campaignId: string | null;
  canvasId: string | null;
  segmentId: string | null;
  at: number;
  isBroadcast: boolean;
  /** Set when the campaign or Canvas was not active: then nobody received anything. */
  inactivity: Inactivity | null;
  /** For all receivers: trigger properties of a campaign, context of a Canvas. */
  properties: JsonObject;
  /** What came with the request, by Braze's names: `messages` or `attachments`. */
  content: JsonObject;
  dropped: DroppedRecipient[];
  receiverCount: number;
  /** The profile set of its receivers. */
  receiversSet: number;
}

/** What sends are looked for by; each matches exactly, all together. */
export interface SendCriteria {
  campaignId?: string;
  canvasId?: string;
  segmentId?: string;
  dispatchId?: string;
}
