import type { JsonObject } from '../../domain/json.js';

import type { Send } from '../../domain/messaging/send.js';
import { isoTime } from '../../domain/time/time.js';

import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import { referenceJson } from '../braze/messaging/send-answers.js';
import { profileJson } from './views.js';

type ReceiverView = ProfileIdentity & { properties?: JsonObject };

/** An entry of the outbox. */
export function sendJson(send: Send & { receivers: readonly ReceiverView[] }): JsonObject {
  return {
    dispatch_id: send.dispatchId,
    send_id: send.sendId,
    campaign_id: send.campaignId,
    canvas_id: send.canvasId,
    segment_id: send.segmentId,
    at: isoTime(send.at),
    broadcast: send.isBroadcast,
    inactive: send.inactivity,
    [propertiesName(send)]: send.properties,
    ...send.content,
    receiver_count: send.receiverCount,
    receivers: send.receivers.map((receiver) => receiverJson(send, receiver)),
    dropped: send.dropped.map(({ recipient, reason }) => ({ recipient: referenceJson(recipient), reason })),
  };
}

/** Somebody who receives a send, with what personalizes it for them when that is more than the send's own. */
export function receiverJson(send: Send, { properties, ...profile }: ReceiverView): JsonObject {
  return { ...profileJson(profile), ...(properties !== undefined && { [propertiesName(send)]: properties }) };
}

function propertiesName({ canvasId }: Send): string {
  return canvasId === null ? 'trigger_properties' : 'context';
}
