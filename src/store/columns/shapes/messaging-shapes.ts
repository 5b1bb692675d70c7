import type { CampaignDetails, CampaignInput } from '../../../domain/messaging/campaign.js';
import {
  type DroppedRecipient,
  dropReasons,
  type Recipient,
  type SendRequest,
} from '../../../domain/messaging/send.js';
import { flag, jsonObject, listOf, nullable, object, oneOf, optional, recordOf, text } from '../shape.js';
import { expression, target } from './segment-shapes.js';
import { attributeUpdates, ignoredParts, reference } from './user-shapes.js';

export const campaignDetails = object<CampaignDetails>({
  scheduleType: text,
  channels: listOf(text),
  hasPostLaunchDraft: flag,
  messages: recordOf(jsonObject),
  conversionBehaviors: listOf(jsonObject),
  variants: listOf(jsonObject),
  steps: listOf(jsonObject),
});

export const campaignInput = object<CampaignInput>({
  id: optional(text),
  name: text,
  description: text,
  target,
  isEnabled: flag,
  isArchived: flag,
  isDraft: flag,
  isApiCampaign: flag,
  tags: listOf(text),
  teams: listOf(text),
  details: campaignDetails,
});

const recipient = object<Recipient>({
  reference,
  properties: jsonObject,
  attributes: attributeUpdates,
  ignored: optional(ignoredParts),
  attributesPath: optional(text),
  mayCreate: flag,
  path: optional(text),
});

export const sendRequest = object<SendRequest>({
  recipients: nullable(listOf(recipient)),
  audience: optional(expression),
  properties: jsonObject,
  sendId: optional(text),
  attachments: optional(listOf(jsonObject)),
});

export const droppedRecipients = listOf(
  object<DroppedRecipient>({
    recipient: reference,
    reason: oneOf(...(Object.keys(dropReasons) as (keyof typeof dropReasons)[])),
    path: optional(text),
  }),
);
