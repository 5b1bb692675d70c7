import { EmulatorError } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import type { Send, SendCriteria } from '../../domain/messaging/send.js';
import { profileNumbers } from '../../domain/profile-set.js';
import type { ProfileIdentity } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  findReceiverProperties,
  findSend,
  listSends as listStoredSends,
} from '../../store/messaging/sends.js';
import { findProfileSet } from '../../store/profile-sets.js';
import type { Context } from '../context.js';
import { type Page, pageOfLarge } from '../page.js';
import { pageOfProfiles } from '../page-of-profiles.js';

/** Somebody who receives a send. */
export interface Receiver extends ProfileIdentity {
  /** What personalizes it for this one, the request's own properties included; left out when only those do. */
  properties?: JsonObject;
}

export interface SendView extends Send {
  /** The first ones; `receiverCount` says how many there are. */
  receivers: Receiver[];
}

/** How many receivers a list shows of each send, where not fewer are asked for. */
const shownReceiversMax = 1_000;

/** The outbox, the newest last unless the page has it otherwise. A profile that was merged is its heir now, one that was deleted is gone. */
export function listSends(
  context: Context,
  workspace: Workspace,
  criteria: SendCriteria,
  page: { after?: number; limit: number; isNewestFirst?: boolean; receiversMax?: number },
): Page<SendView, number> {
  const { isNewestFirst = false, receiversMax = shownReceiversMax } = page;
  const findAfter = (after?: number): SendView | undefined => {
    const [send] = listStoredSends(context.database, workspace.number, criteria, {
      after,
      limit: 1,
      isNewestFirst,
    });
    return (
      send && {
        ...send,
        receivers: receiversOf(context, workspace, send, { limit: receiversMax }).items,
      }
    );
  };
  return pageOfLarge(findAfter, page, (send) => send.number);
}

/** All receivers of a send, in order of creation. @throws EmulatorError `send_not_found`. */
export function listReceivers(
  context: Context,
  workspace: Workspace,
  dispatchId: string,
  page: { after?: number; limit: number },
): Page<Receiver, number> & { send: Send } {
  const send = findSend(context.database, workspace.number, dispatchId);
  if (send === undefined) {
    throw new EmulatorError('send_not_found', `This workspace sent nothing with dispatch_id '${dispatchId}'`);
  }
  return { send, ...receiversOf(context, workspace, send, page) };
}

function receiversOf(
  context: Context,
  workspace: Workspace,
  send: Send,
  page: { after?: number; limit: number },
): Page<Receiver, number> {
  if (page.limit === 0) return { items: [], next: null };
  const { database } = context;
  const ascending = profileNumbers(findProfileSet(database, send.receiversSet), page.after);
  const { items, next } = pageOfProfiles(context, workspace, ascending, page.limit);
  const ownProperties = findReceiverProperties(database, send);
  const receivers = items.map((profile): Receiver => {
    const properties = ownProperties.get(profile.number);
    return properties === undefined ? profile : { ...profile, properties };
  });
  return { items: receivers, next };
}
