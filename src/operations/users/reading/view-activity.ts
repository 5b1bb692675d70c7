import type { Send } from '../../../domain/messaging/send.js';
import type { ProfileHistory } from '../../../domain/users/profile-history.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import { listSendsByReceivers } from '../../../store/messaging/sends.js';
import { listProfileSetsOf } from '../../../store/profile-sets.js';
import { getHistory } from '../../../store/users/profile-history.js';
import type { Context } from '../../context.js';
import { namedProfile } from './named-profile.js';

/** How many messages are shown. */
const shownSendsMax = 100;

/** What somebody did, and received: the newest sends first. @throws EmulatorError `user_not_found`. */
export function viewActivity(
  context: Context,
  workspace: Workspace,
  brazeId: string,
): { history: ProfileHistory; sends: Send[] } {
  const { database } = context;
  const profileNumber = namedProfile(database, workspace, brazeId);
  const sets = listProfileSetsOf(database, workspace.number, profileNumber)
    .filter(({ kind }) => kind === 'receivers')
    .map(({ profileSet }) => profileSet);
  return {
    history: getHistory(database, workspace.number, profileNumber),
    sends: listSendsByReceivers(database, workspace.number, sets, shownSendsMax),
  };
}
