import type { controlEndpoints } from '../../wire/control/endpoints.js';
import type { Handlers } from './handler.js';
import { campaignHandlers, canvasHandlers } from './handlers/campaigns.js';
import { clockHandlers } from './handlers/clock.js';
import { cohortHandlers } from './handlers/cohorts.js';
import { contractHandlers } from './handlers/contract.js';
import { expectationHandlers } from './handlers/expectations.js';
import { explainHandlers } from './handlers/explain.js';
import { faultHandlers } from './handlers/faults.js';
import { journalHandlers } from './handlers/journal.js';
import { keyHandlers } from './handlers/keys.js';
import { partnerHandlers } from './handlers/partners.js';
import { segmentHandlers } from './handlers/segments.js';
import { sendHandlers } from './handlers/sends.js';
import { serverHandlers } from './handlers/server.js';
import { snapshotHandlers } from './handlers/snapshots.js';
import { syncHandlers } from './handlers/syncs.js';
import { trafficHandlers } from './handlers/traffic.js';
import { userHandlers } from './handlers/users.js';
import { workspaceHandlers } from './handlers/workspaces.js';

/** What answers each endpoint of the control API. */
export const controlHandlers: Handlers<typeof controlEndpoints> = {
  ...serverHandlers,
  ...workspaceHandlers,
  ...clockHandlers,
  ...partnerHandlers,
  ...keyHandlers,
  ...userHandlers,
  ...cohortHandlers,
  ...explainHandlers,
  ...syncHandlers,
  ...trafficHandlers,
  ...segmentHandlers,
  ...campaignHandlers,
  ...canvasHandlers,
  ...sendHandlers,
  ...faultHandlers,
  ...snapshotHandlers,
  ...expectationHandlers,
  ...journalHandlers,
  ...contractHandlers,
};
