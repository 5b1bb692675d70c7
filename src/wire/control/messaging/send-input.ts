import { z } from 'zod';
import { EmulatorError } from '../../../domain/errors.js';
import type { JsonObject } from '../../../domain/json.js';
import type { CampaignKind } from '../../../domain/messaging/campaign.js';
import type { SendRequest } from '../../../domain/messaging/send.js';
import { readTrigger } from '../../braze/messaging/trigger.js';
import { lazySchema } from '../../endpoint.js';
import { jsonObject } from '../values.js';

const shared = {
  recipients: z
    .array(jsonObject)
    .optional()
    .describe('As Braze takes them. Left out, everybody in the target gets it.'),
  broadcast: z.boolean().optional().describe('Left out, true when there are no recipients.'),
  audience: jsonObject.optional().describe('A connected audience, which narrows who gets it.'),
};

export const campaignSendInput = lazySchema(() =>
  z.strictObject({
    ...shared,
    trigger_properties: jsonObject.optional().describe('Personalizes the message for all receivers.'),
    send_id: z.string().optional().describe('One that was created for the campaign.'),
    attachments: z.array(jsonObject).optional().describe('Of e-mails.'),
  }),
);

export const canvasSendInput = lazySchema(() =>
  z.strictObject({
    ...shared,
    context: jsonObject.optional().describe('Personalizes the Canvas for all receivers.'),
    canvas_entry_properties: jsonObject.optional().describe('The older name of `context`.'),
  }),
);

/**
 * Reads a send by hand, by the rules of Braze's trigger endpoint.
 *
 * @throws EmulatorError `invalid_request`, with the path of what is wrong.
 */
export function readSend(kind: CampaignKind, id: string, body: object): SendRequest {
  const its = body as JsonObject;
  const broadcast = ((its.recipients as unknown[] | undefined) ?? []).length === 0;
  return asInvalidRequest(() => readTrigger(kind, { broadcast, ...its, [`${kind}_id`]: id }).request);
}

/** What the Braze surface refuses with a code of its own is an invalid request here. */
export function asInvalidRequest<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EmulatorError) || !brazeRefusals.has(error.code)) throw error;
    throw new EmulatorError('invalid_request', error.message, error.details);
  }
}

const brazeRefusals: ReadonlySet<string> = new Set([
  'invalid_field',
  'no_recipients',
  'too_many_identifiers_and_aliases',
  'strict_refusal',
]);
