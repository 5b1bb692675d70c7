import { listJson } from '../../../wire/control/pages.js';
import { activityJson } from '../../../wire/control/users/activity.js';
import { profileJson, userJson } from '../../../wire/control/users/profiles.js';
import type { userEndpoints } from '../../../wire/control/users/users.js';
import type { Handlers } from '../handler.js';
import { importUsers } from '../import-users.js';

/** Up to how many added profiles the answer shows. */
const shownProfilesMax = 1_000;

/** Profiles of a workspace: added one by one or by the million, found, shown whole, taken away. */
export const userHandlers = {
  listUsers({ emulator, workspace, query: { page, criterion } }) {
    if (criterion === undefined) return listJson('users', emulator.listUsers(workspace, page), profileJson);
    const found =
      'search' in criterion
        ? emulator.searchUsers(workspace, criterion.search, page)
        : emulator.findUsers(workspace, criterion, page);
    return listJson('users', found, profileJson);
  },
  addUsers({ emulator, workspace, body, c }) {
    if (body === undefined) {
      return importUsers(emulator, workspace.id, c.req.raw).then((created) => ({ created }));
    }
    const added = emulator.addUsers(workspace, body);
    const isShown = added.length <= shownProfilesMax;
    return { created: added.length, users: isShown ? added.map(profileJson) : undefined };
  },
  getUser: ({ emulator, workspace, params }) => userJson(emulator.getUser(workspace, params.braze_id)),
  getUserActivity: ({ emulator, workspace, params }) =>
    activityJson(emulator.viewActivity(workspace, params.braze_id)),
  deleteUser: ({ emulator, workspace, params }) => emulator.deleteUser(workspace, params.braze_id),
  changeUser: ({ emulator, workspace, params, body }) =>
    userJson(emulator.changeUser(workspace, params.braze_id, body.externalId)),
} satisfies Handlers<typeof userEndpoints>;
