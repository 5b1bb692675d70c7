export type * from './client/api.js';
export type { Given, Mode } from './client/call.js';
export type { Identifier } from './client/identity.js';
export { EmulatorError, type ErrorCode, type ErrorDetails } from './domain/errors.js';
export type { Clock as TimeSource, RandomSource } from './domain/time/clock.js';
export { type ConnectOptions, connect } from './library/connect.js';
export type { EmulatorHandle } from './library/emulator.js';
export type { AudienceHandle, CampaignHandle, CanvasHandle, SendByHand } from './library/handles/campaign.js';
export type { ClockHandle } from './library/handles/clock.js';
export type {
  CohortExpectation,
  CohortHandle,
  MembershipExplanation,
  MembershipRule,
} from './library/handles/cohort.js';
export type { FaultHandle, FaultOptions, FaultSteps, FaultTarget } from './library/handles/fault.js';
export type { PartnerKeysHandle } from './library/handles/keys.js';
export type { Hook } from './library/handles/on-request.js';
export type { SegmentExplanation, SegmentHandle } from './library/handles/segment.js';
export type { SnapshotHandle } from './library/handles/snapshot.js';
export type {
  RequestExpectation,
  RequestFilter,
  RequestWait,
  WorkspaceChanges,
  WorkspaceEnv,
  WorkspaceHandle,
} from './library/handles/workspace.js';
export type { Who } from './library/identity.js';
export { type RunningEmulator, startEmulator } from './library/start.js';
export type { StartOptions } from './library/start-options.js';
