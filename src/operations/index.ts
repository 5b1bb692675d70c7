/** Every operation by the name callers use; `emulator.ts` binds what stands here, and nothing else. */
export { addUsers } from './add-users.js';
export { authenticatePartner } from './authenticate-partner.js';
export { authenticateRestKey } from './authenticate-rest-key.js';
export { changeCohortMembers } from './change-cohort-members.js';
export { countRequest, peekRateLimit } from './count-request.js';
export { createWorkspace, viewWorkspace } from './create-workspace.js';
export { getWorkspace } from './get-workspace.js';
export {
  createDataImportKey,
  createRestKey,
  deleteRestKey,
  invalidateDataImportKey,
  listRestKeys,
} from './manage-keys.js';
export {
  configurePartners,
  listKnownPartners,
  listPartnersOf,
  setPartnerEnabled,
} from './manage-partners.js';
export { nameCohort } from './name-cohort.js';
export { deleteCohort, getCohort, listCohortMembers, listCohorts } from './read-cohorts.js';
