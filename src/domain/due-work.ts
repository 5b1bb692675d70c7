import type { MembershipOutcome } from './cohort.js';
import type { EmulatorError } from './errors.js';
import type { Workspace } from './workspaces/workspace.js';

/** Work that is planned for a moment of its workspace's clock. Stored, so it survives a restart. */
export type DueWork =
  | HeldChange
  /** Keep the size of every segment at the end of a day, for `/segments/data_series`. */
  | { kind: 'measure_segments' }
  /** Let the link of an export expire and drop what it led to. */
  | { kind: 'expire_export'; objectPrefix: string }
  /** Send what is scheduled, or the part of it whose time has come. */
  | { kind: 'fire_schedule'; scheduleId: string };

/** A change that a Braze endpoint accepted and a delay holds back. */
export interface HeldChange {
  /** `apply_rest`: what a fault left over of it, behind which no later change waits. */
  kind: 'apply' | 'apply_rest';
  /** The `X-Request-Id` of the answer that accepted it. */
  requestId: string;
  /** Name of the operation that applies it, and what that is told. */
  operation: string;
  input: unknown;
}

/** A change that a processing delay held back, once its time has come. */
export interface AppliedChange {
  /** The `X-Request-Id` of the answer that accepted it. */
  requestId: string;
  /** Which change it was, e.g. `changeCohortMembers`. */
  operation: string;
  workspace: Workspace;
  /** When, on the workspace's clock. */
  at: number;
  /** What a change of cohort members did. */
  outcome?: MembershipOutcome;
  /** Why nothing was applied after all. */
  refusal?: EmulatorError;
}

/** One planned piece, with the moment it falls due. */
export interface PlannedWork {
  number: number;
  dueAt: number;
  work: DueWork;
}
