/**
 * Every operation by the name callers use; `emulator.ts` binds what stands here, and nothing else. What a Braze endpoint
 * changes goes through `acceptChange` alone, so that the processing delay and strictness hold for it.
 */

export { checkCohort } from './cohorts/check-cohort.js';
export { listCohortSegments } from './cohorts/cohort-uses.js';
export { lookUpPeople } from './cohorts/look-up-people.js';
export { deleteCohort, getCohort, listCohortMembers, listCohorts } from './cohorts/read-cohorts.js';
export { acceptChange } from './due-work/accept-change.js';
export { nextDueTime, settleAll } from './due-work/settle.js';
export { createFault, deleteFault, deleteFaults, getFault, listFaults } from './faults/manage-faults.js';
export { takeFault } from './faults/take-fault.js';
export {
  deleteRequest,
  deleteRequests,
  findLastStray,
  followRequests,
  getRequest,
  listRequestPositions,
  listRequests,
  locateRequest,
  readRequests,
} from './journal/read-journal.js';
export { getSync, listCohortSizes, listSyncs } from './journal/read-syncs.js';
export { getTraffic, listImports } from './journal/read-traffic.js';
export { recordExchanges } from './journal/record-exchange.js';
export { draftEntry, recordRequest, writeEntry } from './journal/record-request.js';
export { authenticatePartner } from './keys/authenticate-partner.js';
export { authenticateRestKey } from './keys/authenticate-rest-key.js';
export { countRequest, peekRateLimit } from './keys/count-request.js';
export {
  createDataImportKey,
  createRestKey,
  deleteRestKey,
  invalidateDataImportKey,
  listRestKeys,
} from './keys/manage-keys.js';
export {
  configurePartners,
  getPartnerOf,
  listKnownPartners,
  listPartnersOf,
  setPartnerEnabled,
} from './keys/manage-partners.js';
export { countBroadcast } from './messaging/count-broadcast.js';
export { createSendId } from './messaging/create-send-id.js';
export { getNamedCampaign } from './messaging/get-triggered-campaign.js';
export {
  getCampaign,
  listCampaigns,
  listCampaignsBy,
  viewAudience,
} from './messaging/read-campaigns.js';
export { listReceivers, listSends } from './messaging/read-sends.js';
export { createCampaign, deleteCampaign, replaceCampaign } from './messaging/save-campaign.js';
export { createSchedule, deleteSchedule, updateSchedule } from './messaging/schedule-send.js';
export { sendCampaign } from './messaging/send-campaign.js';
export { sendMessage } from './messaging/send-message.js';
export { archiveSegment, unarchiveSegment } from './segments/archive-segment.js';
export { deleteSegment } from './segments/delete-segment.js';
export { describeSegment } from './segments/describe-segment.js';
export { evaluateDefinition } from './segments/evaluate-definition.js';
export { lookUpUser } from './segments/look-up-user.js';
export { getLinkedExport, openExportArchive, readExportPart } from './segments/read-segment-export.js';
export { listSegmentSizes } from './segments/read-segment-sizes.js';
export {
  getRequestedSegment,
  getSegment,
  getSegmentSize,
  listActiveSegments,
  listSegmentMembers,
  listSegments,
} from './segments/read-segments.js';
export {
  failSegmentExport,
  finishSegmentExport,
  listRunningExports,
  readExportChunk,
  saveExportPart,
} from './segments/run-segment-export.js';
export { createSegment, replaceSegment } from './segments/save-segment.js';
export { startSegmentExport } from './segments/start-segment-export.js';
export {
  deleteSnapshot,
  importSnapshot,
  listSnapshots,
  openSnapshot,
  receiveSnapshot,
} from './snapshots/manage-snapshots.js';
export { restoreSnapshot } from './snapshots/restore-snapshot.js';
export { saveSnapshot } from './snapshots/save-snapshot.js';
export { advanceClock, setClock } from './time/move-clock.js';
export { readClock } from './time/read-clock.js';
export { addUsers, addUsersUntilRefused } from './users/add-users.js';
export { changeUser } from './users/change-user.js';
export { deleteUser } from './users/delete-user.js';
export { exportUsers } from './users/reading/export-users.js';
export { findUsers, getUser, listUsers } from './users/reading/read-users.js';
export { searchUsers } from './users/reading/search-users.js';
export { viewActivity } from './users/reading/view-activity.js';
export { applyStartState, resetToStartState } from './workspaces/apply-start-state.js';
export { countWorkspace } from './workspaces/count-workspace.js';
export { createWorkspace, viewWorkspace } from './workspaces/create-workspace.js';
export { deleteWorkspace } from './workspaces/delete-workspace.js';
export { enterWorkspace, hasWorkspace } from './workspaces/enter-workspace.js';
export { listWorkspaces } from './workspaces/list-workspaces.js';
export { removeLeftovers } from './workspaces/remove-leftovers.js';
export { resetWorkspace } from './workspaces/reset-workspace.js';
export { updateWorkspace } from './workspaces/update-workspace.js';
export { viewServer } from './workspaces/view-server.js';
