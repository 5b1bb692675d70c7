import type { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../domain/json.js';
import { formatPath, stepsOf } from '../../../domain/json-path.js';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import type { Recipient } from '../../../domain/messaging/send.js';
import type { AttributeUpdate } from '../../../domain/users/attribute-change.js';
import type { IgnoredPart } from '../../../domain/users/ignored-part.js';
import type { ProfileReference } from '../../../domain/users/profile-reference.js';
import {
  alias,
  assertListLength,
  externalId,
  newExternalId,
  prioritizationOf,
  refuseField,
} from '../fields.js';
import { isGiven } from '../track/recipient.js';
import { TrackRefusal } from '../track/refusal.js';
import { readAttributeUpdates, trackOnlyFields } from '../track/track.js';
import { givenField, readBoolean, readProperties } from './fields.js';

/** What personalizes the message; of two names the first wins. [doc] post_send_triggered_canvases, precedence [inferred] */
export const propertiesFields: Record<CampaignKind, readonly string[]> = {
  campaign: ['trigger_properties'],
  canvas: ['context', 'canvas_entry_properties'],
};

export const identifierFields = ['external_user_id', 'user_alias', 'braze_id', 'email'] as const;
const prioritization = prioritizationOf();

/**
 * Reads `recipients`. [doc] objects_filters/recipient_object; texts in our own words [inferred]
 *
 * @returns `undefined` when there are none.
 * @throws EmulatorError `too_many_identifiers_and_aliases` over 50; `invalid_field`.
 */
export function readRecipients(body: JsonValue, kind: CampaignKind): Recipient[] | undefined {
  const value = givenField(body, 'recipients') ?? [];
  if (!Array.isArray(value) || !value.every(isJsonObject)) {
    return refuseField("'recipients' must be an array of objects", 'recipients');
  }
  assertListLength(value.length, 'recipients', 'too_many_identifiers_and_aliases');
  if (value.length === 0) return undefined;
  return value.map((recipient, index) => readRecipient(recipient, kind, `recipients[${index}]`));
}

function readRecipient(recipient: JsonObject, kind: CampaignKind, path: string): Recipient {
  const mayCreate =
    readBoolean(recipient, 'send_to_existing_only', `${path}.send_to_existing_only`) === false;
  const attributes = readAttributes(recipient, kind, path);
  // Left out or empty, both alike. [doc] post_send_triggered_campaigns; that it is refused [inferred]
  if (mayCreate && (attributes === undefined || isEmpty(recipient.attributes))) {
    refuseField(`'${path}' needs 'attributes' when 'send_to_existing_only' is false`, `${path}.attributes`);
  }
  if (mayCreate && isGiven(recipient, 'user_alias')) {
    refuseField(
      `'${path}' cannot have a 'user_alias' when 'send_to_existing_only' is false`,
      `${path}.send_to_existing_only`,
    );
  }
  return {
    reference: readReference(recipient, mayCreate, path),
    properties: readProperties(recipient, propertiesFields[kind], `${path}.`),
    attributes: attributes?.updates ?? [],
    ...(attributes !== undefined && { ignored: attributes.ignored, attributesPath: `${path}.attributes` }),
    mayCreate,
    path,
  };
}

function isEmpty(value: JsonValue | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function readReference(recipient: JsonObject, mayCreate: boolean, path: string): ProfileReference {
  const [field, ...others] = identifierFields.filter((name) => isGiven(recipient, name));
  if (field === undefined || others.length > 0) {
    const list = identifierFields.map((name) => `'${name}'`).join(', ');
    return refuseField(`'${path}' must have exactly one of ${list}`, path);
  }
  const read = <Value>(schema: z.ZodType<Value>, name: string, expected: string): Value => {
    const result = schema.safeParse(recipient[name]);
    if (result.success) return result.data;
    return refuseField(`'${path}.${name}' must be ${expected}`, `${path}.${name}`);
  };
  switch (field) {
    case 'external_user_id': {
      // A number is taken for its decimal text. [client: braze_ruby recording]
      const id = mayCreate ? newExternalId : externalId;
      return { externalId: read(id, field, mayCreate ? 'a string of at most 987 bytes' : 'a string') };
    }
    case 'user_alias':
      return { alias: read(alias, field, "an object with an 'alias_label' and an 'alias_name'") };
    case 'braze_id':
      return { brazeId: readText(recipient, field, path) };
    case 'email':
      return {
        email: readText(recipient, field, path),
        prioritization: read(
          prioritization,
          'prioritization',
          "an array of 'identified' or 'unidentified', 'most_recently_updated' or 'least_recently_updated'",
        ),
      };
  }
}

function readText(recipient: JsonObject, field: string, path: string): string {
  const value = recipient[field];
  return typeof value === 'string'
    ? value
    : refuseField(`'${path}.${field}' must be a string`, `${path}.${field}`);
}

/** Read by the rules of `/users/track`; what that refuses an object for refuses the request here. [inferred] */
function readAttributes(
  recipient: JsonObject,
  kind: CampaignKind,
  path: string,
): { updates: AttributeUpdate[]; ignored: IgnoredPart[] } | undefined {
  const value = givenField(recipient, 'attributes');
  if (value === undefined) return undefined;
  const itsPath = `${path}.attributes`;
  if (!isJsonObject(value)) return refuseField(`'${itsPath}' must be an object`, itsPath);
  try {
    const { updates, ignored } = readAttributeUpdates(value);
    const read = { updates, ignored: [...ignored, ...notToSet(value)] };
    return kind === 'canvas' ? withoutSubscriptionGroups(read) : read;
  } catch (error) {
    if (!(error instanceof TrackRefusal)) throw error;
    return refuseField(
      `'${itsPath}' is not valid: ${error.type}`,
      formatPath([...stepsOf(itsPath), ...error.steps]),
    );
  }
}

/** A Canvas does not change subscription groups. [doc] post_send_triggered_canvases */
function withoutSubscriptionGroups({ updates, ignored }: ReturnType<typeof readAttributeUpdates>) {
  const name = 'subscription_groups';
  const others = updates.filter((update) => update.name !== name);
  if (others.length === updates.length) return { updates, ignored };
  const reason = 'was ignored: a Canvas changes no subscription groups';
  const part: IgnoredPart = { steps: [name], rule: 'canvas_subscription_groups', reason };
  return { updates: others, ignored: [...ignored, part] };
}

/** Identifiers and push tokens, which belong to the recipient or to `/users/track`. */
function notToSet(attributes: JsonObject): IgnoredPart[] {
  const names = Object.keys(attributes).filter(
    (name) => trackOnlyFields.has(name) && name !== '_merge_objects',
  );
  const reason = 'is no attribute to set here, and was not';
  return names.map((name) => ({ steps: [name], rule: 'attribute_not_set', reason }));
}
