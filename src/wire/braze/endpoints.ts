import type { Endpoint } from '../../domain/endpoint.js';
import { namesOf, recordOf } from '../../domain/names.js';
import { changeCohortMembers, nameCohort } from './cohorts.js';
import { type BrazeEndpoint, factsOf } from './endpoint.js';
import { listBrazeCampaigns, listBrazeCanvases, showCampaign, showCanvas } from './messaging/campaigns.js';
import { createSendId, sendMessage } from './messaging/message-endpoints.js';
import {
  createCampaignSchedule,
  createCanvasSchedule,
  deleteCampaignSchedule,
  deleteCanvasSchedule,
  triggerCampaign,
  triggerCanvas,
  updateCampaignSchedule,
  updateCanvasSchedule,
} from './messaging/trigger-endpoints.js';
import { downloadSegmentExport, startSegmentExport } from './segments/export.js';
import { listBrazeSegments, showSegment, showSegmentSeries } from './segments/segments.js';
import { trackUsers } from './track/endpoint.js';
import { unbuiltEndpoints } from './unbuilt.js';
import { createAliases, updateAliases } from './users/aliases.js';
import { deleteUsers } from './users/delete.js';
import { exportUsers } from './users/export.js';
import { removeExternalIds, renameExternalIds } from './users/external-ids.js';
import { identifyUsers } from './users/identify.js';
import { mergeUsers } from './users/merge.js';

/** Every endpoint of the Braze surface. Routes, notes, hints, suggestions, faults and documents follow from these values. */
export const brazeEndpoints = {
  nameCohort,
  changeCohortMembers,
  trackUsers,
  identifyUsers,
  createAliases,
  updateAliases,
  mergeUsers,
  deleteUsers,
  renameExternalIds,
  removeExternalIds,
  exportUsers,
  startSegmentExport,
  downloadSegmentExport,
  listSegments: listBrazeSegments,
  showSegment,
  showSegmentSeries,
  listCampaigns: listBrazeCampaigns,
  showCampaign,
  triggerCampaign,
  createCampaignSchedule,
  updateCampaignSchedule,
  deleteCampaignSchedule,
  listCanvases: listBrazeCanvases,
  showCanvas,
  triggerCanvas,
  createCanvasSchedule,
  updateCanvasSchedule,
  deleteCanvasSchedule,
  sendMessage,
  createSendId,
} satisfies Record<string, BrazeEndpoint>;

export type BrazeEndpoints = typeof brazeEndpoints;
export type BrazeEndpointName = keyof BrazeEndpoints;

/** Each built endpoint as rules and explanations know it. */
export const endpointFacts: Record<BrazeEndpointName, Endpoint> = recordOf(namesOf(brazeEndpoints), (name) =>
  factsOf(brazeEndpoints[name]),
);

/** All that Braze has: what is built, then what is not. */
export const knownEndpoints: readonly Endpoint[] = [...Object.values(endpointFacts), ...unbuiltEndpoints];
