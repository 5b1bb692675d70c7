import { clockEndpoints } from './clock.js';
import { cohortEndpoints } from './cohorts/cohorts.js';
import { explainEndpoints } from './cohorts/explain.js';
import { syncEndpoints } from './cohorts/syncs.js';
import { contractEndpoints } from './contract.js';
import type { ControlEndpoint } from './endpoint.js';
import { faultEndpoints } from './faults/faults.js';
import { expectationEndpoints } from './journal/expectations.js';
import { journalEndpoints } from './journal/journal.js';
import { keyEndpoints } from './keys.js';
import { campaignEndpoints, canvasEndpoints } from './messaging/campaign-endpoints.js';
import { sendEndpoints } from './messaging/sends.js';
import { partnerEndpoints } from './partners.js';
import { segmentEndpoints } from './segments/segments.js';
import { serverEndpoints } from './server.js';
import { snapshotEndpoints } from './snapshots.js';
import { trafficEndpoints } from './traffic.js';
import { userEndpoints } from './users/users.js';
import { workspaceEndpoints } from './workspaces.js';

// Written out, because the inferred type is too long for a declaration file.
type ControlEndpoints = typeof serverEndpoints &
  typeof workspaceEndpoints &
  typeof clockEndpoints &
  typeof partnerEndpoints &
  typeof keyEndpoints &
  typeof userEndpoints &
  typeof cohortEndpoints &
  typeof explainEndpoints &
  typeof syncEndpoints &
  typeof trafficEndpoints &
  typeof segmentEndpoints &
  typeof campaignEndpoints &
  typeof canvasEndpoints &
  typeof sendEndpoints &
  typeof faultEndpoints &
  typeof snapshotEndpoints &
  typeof expectationEndpoints &
  typeof journalEndpoints &
  typeof contractEndpoints;

/**
 * Every endpoint of the control API, by the name of what it does. Of two paths that fit a request the first answers it,
 * so `…/segments/evaluate` stands before `…/segments/{id}`.
 */
export const controlEndpoints: ControlEndpoints = {
  ...serverEndpoints,
  ...workspaceEndpoints,
  ...clockEndpoints,
  ...partnerEndpoints,
  ...keyEndpoints,
  ...userEndpoints,
  ...cohortEndpoints,
  ...explainEndpoints,
  ...syncEndpoints,
  ...trafficEndpoints,
  ...segmentEndpoints,
  ...campaignEndpoints,
  ...canvasEndpoints,
  ...sendEndpoints,
  ...faultEndpoints,
  ...snapshotEndpoints,
  ...expectationEndpoints,
  ...journalEndpoints,
  ...contractEndpoints,
} satisfies Record<string, ControlEndpoint>;
