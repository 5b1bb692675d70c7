import type { Ignored } from '../../domain/journal/ignored.js';
import { placeAll } from '../../domain/journal/place-ignored.js';
import type { JsonObject } from '../../domain/json.js';
import type { DroppedRecipient, DropReason, Recipient, Requirement } from '../../domain/messaging/send.js';
import { intersect, type ProfileSet, profileSetOf } from '../../domain/profile-set.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { getProfile } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import { isSelected, selectProfiles } from '../segments/evaluate.js';
import { addUser } from '../users/add-users.js';
import { resolveReference } from '../users/resolve-reference.js';

import { SimilarExternalIds } from '../users/similar-id.js';
import { sharedContacts, similarExternalId, unchangedAttributes } from '../users/track-regrets.js';

import { saveAttributes } from '../users/track-users.js';

/** Who gets a send, and who of those named does not. */
export interface Receivers {
  receivers: ProfileSet;
  /** What personalizes it for one receiver alone, by profile number. */
  ownProperties: ReadonlyMap<number, JsonObject>;
  dropped: DroppedRecipient[];
  /** What else of the recipients had no effect, or one that people regret. */
  ignored: Ignored[];
}

/** Everyone who meets all requirements. @param within  Looks among these only. */
export function selectReceivers(
  context: Context,
  workspace: Workspace,
  requirements: readonly Requirement[],
  within?: ProfileSet,
): Receivers {
  const terms = requirements.map((its) => its.expression);
  const selected = selectProfiles(context, workspace, { kind: 'and', terms });
  const receivers = within === undefined ? selected : intersect([selected, within], selected);
  return { receivers, ownProperties: new Map(), dropped: [], ignored: [] };
}

/**
 * Those of the recipients who exist, or are made, and meet all requirements. Everyone's attributes are written first, in
 * order. [inferred] order Of recipients who are one profile the last gets the message. [doc] recipient_object
 */
export function resolveRecipients(
  context: Context,
  workspace: Workspace,
  recipients: readonly Recipient[],
  requirements: readonly Requirement[],
): Receivers {
  const ignored: Ignored[] = [];
  const externalIds = recipients.flatMap(({ reference }) =>
    'externalId' in reference ? [reference.externalId] : [],
  );
  const similarIds = new SimilarExternalIds(context, workspace, externalIds);
  const candidates = recipients.map((recipient) => ({
    recipient,
    found: findRecipient(context, workspace, recipient, { ignored, similarIds }),
  }));
  const last = new Map(candidates.map(({ found }, index) => [found, index]));
  const ownProperties = new Map<number, JsonObject>();
  const receivers: number[] = [];
  const dropped: DroppedRecipient[] = [];
  const decide = (found: number | DropReason, index: number): number | DropReason => {
    if (typeof found === 'string') return found;
    if (last.get(found) !== index) return 'duplicate';
    return unmetRequirement(context, workspace, found, requirements) ?? found;
  };
  for (const [index, { recipient, found }] of candidates.entries()) {
    const its = decide(found, index);
    if (typeof its === 'string') {
      dropped.push({ recipient: recipient.reference, reason: its, path: recipient.path });
      continue;
    }
    receivers.push(its);
    if (Object.keys(recipient.properties).length > 0) ownProperties.set(its, recipient.properties);
  }
  return { receivers: profileSetOf(receivers), ownProperties, dropped, ignored };
}

/** @returns The profile, with its attributes written, or why there is none for this recipient. */
function findRecipient(
  context: Context,
  workspace: Workspace,
  { reference, mayCreate, attributes, ignored: unread = [], path = '', attributesPath = '' }: Recipient,
  { ignored, similarIds }: { ignored: Ignored[]; similarIds: SimilarExternalIds },
): number | DropReason {
  const { profileNumber, matching } = resolveReference(context.database, workspace, reference);
  if (profileNumber === undefined && matching.length > 0) return 'ambiguous';
  // Only with an external id is somebody made: never by an alias alone. [doc] post_send_triggered_campaigns
  const isMade = profileNumber === undefined && mayCreate && 'externalId' in reference;
  const found = isMade ? makeUser(context, workspace, reference.externalId) : profileNumber;
  if (found === undefined) return 'unknown_user';
  if (attributes.length > 0) {
    const profile = getProfile(context.database, workspace.number, found);
    const object = { path: attributesPath, recipient: null, updates: attributes, ignored: unread };
    const saved = saveAttributes(context, workspace, profile, attributes);
    ignored.push(
      ...placeAll(attributesPath, saved.ignored),
      ...unchangedAttributes(profile, saved, object),
      ...(isMade ? sharedContacts(context, workspace, saved.profile, attributesPath) : []),
    );
  }
  if (isMade)
    ignored.push(...similarExternalId(similarIds, reference.externalId, `${path}.external_user_id`));
  return found;
}

function makeUser(context: Context, workspace: Workspace, externalId: string): number {
  return addUser(context, workspace, { externalId, aliases: [], deviceIds: [], attributes: {} }).number;
}

function unmetRequirement(
  context: Context,
  workspace: Workspace,
  profileNumber: number,
  requirements: readonly Requirement[],
): DropReason | undefined {
  return requirements.find(({ expression }) => !isSelected(context, workspace, expression, profileNumber))
    ?.reason;
}
