import type { Profile } from '../client/api.js';
import { after, type Either } from '../client/call.js';
import { EmulatorError } from '../domain/errors.js';
import type { CampaignHandle, CanvasHandle } from '../library/handles/campaign.js';
import type { CohortHandle } from '../library/handles/cohort.js';
import type { SegmentHandle } from '../library/handles/segment.js';
import type { WorkspaceHandle } from '../library/handles/workspace.js';

// What a check is about. Handles are known by what they have, not by their class, so that those of another copy of the
// package will do.

/** Something with members: a cohort, a segment, or the audience of a campaign or a Canvas. */
export type Group =
  | CohortHandle<'here'>
  | CohortHandle<'remote'>
  | SegmentHandle<'here'>
  | SegmentHandle<'remote'>
  | CampaignHandle<'here'>
  | CampaignHandle<'remote'>
  | CanvasHandle<'here'>
  | CanvasHandle<'remote'>;

/** A workspace. */
export type Shop = WorkspaceHandle<'here'> | WorkspaceHandle<'remote'>;

export type GroupOf =
  | { kind: 'cohort'; group: CohortHandle<'either'> }
  | { kind: 'segment'; group: SegmentHandle<'either'> }
  | { kind: 'audience'; group: CampaignHandle<'either'> };

/** @throws EmulatorError `invalid_request`. @param check  Name of the matcher or the function. */
export function groupOf(check: string, subject: unknown): GroupOf {
  if (has(subject, 'cohortId', 'members'))
    return { kind: 'cohort', group: subject as CohortHandle<'either'> };
  if (has(subject, 'archive', 'members'))
    return { kind: 'segment', group: subject as SegmentHandle<'either'> };
  if (has(subject, 'audience')) return { kind: 'audience', group: subject as CampaignHandle<'either'> };
  const fitting = 'a cohort, segment, campaign or Canvas, such as shop.cohort(partner, cohortId)';
  throw unfit(check, fitting, subject);
}

/** @throws EmulatorError `invalid_request`. */
export function shopOf(check: string, subject: unknown): WorkspaceHandle<'either'> {
  if (has(subject, 'verify', 'requests')) return subject as WorkspaceHandle<'either'>;
  throw unfit(check, 'a workspace, such as createWorkspace() gives', subject);
}

/** How a group is spoken of. */
export function titleOf({ kind, group }: GroupOf): Either<string> {
  if (kind === 'cohort') return `Cohort '${group.cohortId}' of ${group.partner}`;
  const title = kind === 'segment' ? 'Segment' : 'The audience of';
  return after(group.info() as Either<{ name: string }>, ({ name }) => `${title} '${name}'`);
}

/** The users of a group. */
export function membersOf({ kind, group }: GroupOf): Either<Profile[]> {
  return kind === 'audience' ? group.audience() : group.members();
}

function has(subject: unknown, ...names: string[]): boolean {
  return typeof subject === 'object' && subject !== null && names.every((name) => name in subject);
}

function unfit(check: string, fitting: string, subject: unknown): EmulatorError {
  return new EmulatorError('invalid_request', `${check} is for ${fitting}, not for ${spokenOf(subject)}`, {
    path: check,
  });
}

/** Never with what is in it: a handle has keys. */
function spokenOf(subject: unknown): string {
  if (subject === null || subject === undefined) return String(subject);
  if (subject instanceof Promise) return 'a promise: await it first';
  if (Array.isArray(subject)) return 'an array';
  if (has(subject, 'verify', 'requests')) return 'a workspace';
  if (has(subject, 'createWorkspace')) return 'an emulator';
  if (has(subject, 'ids')) return 'something with members';
  return typeof subject === 'object' ? 'another object' : `a ${typeof subject}`;
}
