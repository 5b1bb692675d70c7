/** Every operation by the name callers use; `emulator.ts` binds what stands here, and nothing else. */
export { addUsers, addUsersUntilRefused } from './add-users.js';
export { applyStartState, resetToStartState } from './apply-start-state.js';
export { authenticatePartner } from './authenticate-partner.js';
export { authenticateRestKey } from './authenticate-rest-key.js';
export { changeCohortMembers } from './change-cohort-members.js';
export { changeUser } from './change-user.js';
export { countRequest, peekRateLimit } from './count-request.js';
export { createAliases } from './create-aliases.js';
export { createWorkspace, viewWorkspace } from './create-workspace.js';
export { deleteUser } from './delete-user.js';
export { deleteUsers } from './delete-users.js';
export { deleteWorkspace } from './delete-workspace.js';
export { nextDueTime, settleAll } from './due-work.js';
export { exportUsers } from './export-users.js';
export { getWorkspace } from './get-workspace.js';
export { identifyUsers } from './identify-users.js';
export { listWorkspaces } from './list-workspaces.js';
export {
  createDataImportKey,
  createRestKey,
  deleteRestKey,
  invalidateDataImportKey,
  listRestKeys,
} from './manage-keys.js';
export {
  configurePartners,
  getPartnerOf,
  listKnownPartners,
  listPartnersOf,
  setPartnerEnabled,
} from './manage-partners.js';
export { mergeUsers } from './merge-users.js';
export { nameCohort } from './name-cohort.js';
export { readClock } from './read-clock.js';
export { deleteCohort, getCohort, listCohortMembers, listCohorts } from './read-cohorts.js';
export { deleteRequest, deleteRequests, getRequest, listRequests } from './read-journal.js';
export { viewServer } from './read-server.js';
export { findUsers, getUser, listUsers } from './read-users.js';
export { recordRequest } from './record-request.js';
export { removeExternalIds } from './remove-external-ids.js';
export { renameExternalIds } from './rename-external-ids.js';
export { resetWorkspace } from './reset-workspace.js';
export { trackUsers } from './track-users.js';
export { updateAliases } from './update-aliases.js';
export { updateWorkspace } from './update-workspace.js';
