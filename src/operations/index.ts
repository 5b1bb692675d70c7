/** Every operation by the name callers use; `emulator.ts` binds what stands here, and nothing else. */
export { acceptChange } from './accept-change.js';
export { addUsers, addUsersUntilRefused } from './add-users.js';
export { applyStartState, resetToStartState } from './apply-start-state.js';
export { archiveSegment, unarchiveSegment } from './archive-segment.js';
export { authenticatePartner } from './authenticate-partner.js';
export { authenticateRestKey } from './authenticate-rest-key.js';
export { changeCohortMembers } from './change-cohort-members.js';
export { changeUser } from './change-user.js';
export { checkCohort } from './check-cohort.js';
export { countBroadcast } from './count-broadcast.js';
export { countRequest, peekRateLimit } from './count-request.js';
export { createAliases } from './create-aliases.js';
export { createSendId } from './create-send-id.js';
export { createWorkspace, viewWorkspace } from './create-workspace.js';
export { deleteSegment } from './delete-segment.js';
export { deleteUser } from './delete-user.js';
export { deleteUsers } from './delete-users.js';
export { deleteWorkspace } from './delete-workspace.js';
export { describeSegment } from './describe-segment.js';
export { nextDueTime, settleAll } from './due-work.js';
export { evaluateDefinition } from './evaluate-definition.js';
export { exportUsers } from './export-users.js';
export { getNamedCampaign } from './get-triggered-campaign.js';
export { getWorkspace, hasWorkspace } from './get-workspace.js';
export { identifyUsers } from './identify-users.js';
export { listWorkspaces } from './list-workspaces.js';
export { lookUpUser } from './look-up-user.js';
export { createFault, deleteFault, deleteFaults, getFault, listFaults } from './manage-faults.js';
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
export { deleteSnapshot, importSnapshot, listSnapshots, openSnapshot } from './manage-snapshots.js';
export { mergeUsers } from './merge-users.js';
export { advanceClock, setClock } from './move-clock.js';
export { nameCohort } from './name-cohort.js';
export {
  getCampaign,
  listCampaigns,
  listCampaignsBy,
  viewAudience,
} from './read-campaigns.js';
export { readClock } from './read-clock.js';
export { deleteCohort, getCohort, listCohortMembers, listCohorts } from './read-cohorts.js';
export { deleteRequest, deleteRequests, getRequest, listRequests, locateRequest } from './read-journal.js';
export { getLinkedExport, openExportArchive, readExportPart } from './read-segment-export.js';
export { listSegmentSizes } from './read-segment-sizes.js';
export {
  getRequestedSegment,
  getSegment,
  getSegmentSize,
  listActiveSegments,
  listSegmentMembers,
  listSegments,
} from './read-segments.js';
export { listReceivers, listSends } from './read-sends.js';
export { viewServer } from './read-server.js';
export { findUsers, getUser, listUsers } from './read-users.js';
export { recordRequest } from './record-request.js';
export { removeExternalIds } from './remove-external-ids.js';
export { renameExternalIds } from './rename-external-ids.js';
export { resetWorkspace } from './reset-workspace.js';
export { restoreSnapshot } from './restore-snapshot.js';
export {
  failSegmentExport,
  finishSegmentExport,
  listRunningExports,
  readExportChunk,
  saveExportPart,
} from './run-segment-export.js';
export { createCampaign, deleteCampaign, replaceCampaign } from './save-campaign.js';
export { createSegment, replaceSegment } from './save-segment.js';
export { saveSnapshot } from './save-snapshot.js';
export { createSchedule, deleteSchedule, updateSchedule } from './schedule-send.js';
export { sendCampaign } from './send-campaign.js';
export { sendMessage } from './send-message.js';
export { startSegmentExport } from './start-segment-export.js';
export { takeFault } from './take-fault.js';
export { trackUsers } from './track-users.js';
export { updateAliases } from './update-aliases.js';
export { updateWorkspace } from './update-workspace.js';
