import type { DueWork, HeldChange } from '../../../domain/due-work.js';
import { pathUnder } from '../../../domain/json-path.js';
import type {
  TrackedAttributes,
  TrackedEvent,
  TrackedPurchase,
  TrackedPushToken,
  TrackRecipient,
  TrackRequest,
} from '../../../domain/users/track.js';
import type { Alias } from '../../../domain/users/user-profile.js';
import { anyOf, byTag, flag, listOf, nullable, object, oneOf, type Shape, text } from '../shape.js';
import {
  alias,
  attributeUpdates,
  event,
  ignoredParts,
  membershipChanges,
  purchase,
  reference,
} from './user-shapes.js';

const trackRecipient = anyOf<TrackRecipient>(
  object<{ externalId: string }>({ externalId: text }),
  object<{ alias: Alias }>({ alias }),
  object<{ brazeId: string }>({ brazeId: text }),
  object<{ email: string }>({ email: text }),
  object<{ phone: string }>({ phone: text }),
);

const tracked = { mayCreate: flag, updates: attributeUpdates, ignored: ignoredParts, path: text };

const trackRequest = object<TrackRequest>({
  attributes: listOf(
    object<TrackedAttributes>({
      ...tracked,
      recipient: nullable(trackRecipient),
      pushTokens: listOf(object<TrackedPushToken>({ appId: text, token: text, deviceId: nullable(text) })),
      isPushTokenImport: flag,
    }),
  ),
  events: listOf(object<TrackedEvent>({ ...tracked, recipient: trackRecipient, event })),
  purchases: listOf(object<TrackedPurchase>({ ...tracked, recipient: trackRecipient, purchase })),
});

function fields(its: Record<string, Shape<unknown>>): Shape<object> {
  return object(its) as Shape<object>;
}

/** What each change is told; a test holds the names to those there are. */
export const changeInputs: Record<string, Shape<object>> = {
  nameCohort: fields({ partner: text, cohortId: text, name: text, createdAt: text }),
  changeCohortMembers: fields({ partner: text, cohortId: text, changes: membershipChanges }),
  trackUsers: trackRequest,
  identifyUsers: fields({
    identifications: listOf(fields({ reference, externalId: text, path: text })),
    mergeBehaviour: oneOf('merge', 'none'),
  }),
  createAliases: listOf(fields({ externalId: nullable(text), alias, path: text })),
  updateAliases: listOf(fields({ label: text, oldName: text, newName: text, path: text })),
  mergeUsers: listOf(fields({ toMerge: reference, toKeep: reference, path: text })),
  deleteUsers: listOf(fields({ reference, path: text })),
  renameExternalIds: listOf(fields({ currentExternalId: text, newExternalId: text })),
  removeExternalIds: listOf(text) as Shape<object>,
};

const heldHead = fields({ requestId: text, operation: oneOf(...Object.keys(changeInputs)) });

const held: Shape<HeldChange> = (value, path) => {
  const { operation, input } = value as Partial<HeldChange>;
  return heldHead(value, path) ?? changeInputs[String(operation)]?.(input, pathUnder(path, 'input'));
};

export const dueWork = byTag<DueWork>('kind', {
  apply: held,
  apply_rest: held,
  measure_segments: object<{ kind: 'measure_segments' }>({ kind: oneOf('measure_segments') }),
  expire_export: object<Extract<DueWork, { kind: 'expire_export' }>>({
    kind: oneOf('expire_export'),
    objectPrefix: text,
  }),
  fire_schedule: object<Extract<DueWork, { kind: 'fire_schedule' }>>({
    kind: oneOf('fire_schedule'),
    scheduleId: text,
  }),
});
