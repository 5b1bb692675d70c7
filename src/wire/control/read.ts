import { z } from 'zod';
import { EmulatorError } from '../../domain/errors.js';
import { clockAdvanceMsMax, pageItemsDefault, pageItemsMax } from '../../domain/limits.js';
import type { SendCriteria } from '../../domain/messaging/send.js';
import { parseIsoTime } from '../../domain/time/time.js';
import type { UserCriterion } from '../../domain/users/user-profile.js';
import { describeIssue } from '../describe-issue.js';
import { cursorOf } from './cursor.js';
import { behaviourInput, key, userInput } from './workspaces.js';

// Bodies and queries of the control API. Unknown fields and query parameters are errors, so that a misspelt one is noticed.

/** What a body or a query must be. */
export type Schema<Output> = z.ZodType<Output>;

/** @throws EmulatorError `invalid_request` for the first thing that is wrong, with its path. */
export function readAs<Output>(schema: Schema<Output>, input: unknown, whole = 'The body'): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const { path, message } = describeIssue(result.error, input);
  throw new EmulatorError('invalid_request', `${path === '' ? whole : path} ${message}`, { path });
}

/** An ISO 8601 time as milliseconds since the epoch. Which of them a clock can show the operation says. */
const clockTime = z.string().transform((text, context) => {
  const time = parseIsoTime(text);
  if (time !== undefined) return time;
  context.issues.push({ code: 'custom', input: text, message: 'expected an ISO 8601 time' });
  return z.NEVER;
});

/** Of actions that need to be told nothing. */
export const nothingInput = z.strictObject({});

export const workspaceChanges = z.strictObject({
  name: z.string().min(1).optional(),
  behaviour: behaviourInput.optional(),
});

export const clockInput = z
  .strictObject({ now: clockTime.optional(), frozen: z.boolean().optional() })
  .refine((its) => its.now !== undefined || its.frozen !== undefined, 'expected now, frozen, or both')
  .transform((its) => ({ now: its.now, isFrozen: its.frozen }));

export const clockAdvance = z.strictObject({ ms: z.int().min(0).max(clockAdvanceMsMax) });

export const partnerSwitch = z.strictObject({ enabled: z.boolean() });

export const dataImportKeyInput = z.strictObject({ key: key.optional() });

export const usersInput = z.array(userInput);

export const changeUserInput = z
  .strictObject({ external_id: z.string().min(1) })
  .transform((its) => ({ externalId: its.external_id }));

function limitOf(itemsMin: number) {
  const message = `expected a whole number from ${itemsMin} to ${pageItemsMax}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((items) => items >= itemsMin && items <= pageItemsMax, message)
    .default(pageItemsDefault);
}
/** How many items a page is to have. */
export const limit = limitOf(1);

/** The name's form is the emulator's rule, whoever calls. */
export const snapshotInput = z.strictObject({
  name: z.string(),
  workspace: z.string().optional(),
  replace: z.boolean().optional(),
});

export const snapshotImportQuery = z.strictObject({
  replace: z
    .enum(['true', 'false'])
    .optional()
    .transform((text) => text === 'true'),
});
const position = z.int().min(0);
/** Where a page begins in a list that is kept in order of a number. */
export const numberCursor = cursorOf(position).optional();

/** Pages of lists that are kept in order of a number: of a workspace, of a profile, or of how many went before. */
export const numberPageQuery = z
  .strictObject({ limit, cursor: numberCursor })
  .transform((its) => ({ limit: its.limit, after: its.cursor }));

/** Pages of a selection that is told with its size; a limit of 0 asks for the size alone. */
export const selectionPageQuery = z
  .strictObject({ limit: limitOf(0), cursor: numberCursor })
  .transform((its) => ({ limit: its.limit, after: its.cursor }));

export const cohortPageQuery = z
  .strictObject({
    limit,
    cursor: cursorOf(z.strictObject({ partner: z.string(), cohortId: z.string() })).optional(),
  })
  .transform((its) => ({ limit: its.limit, after: its.cursor }));

const identifier = z.string().min(1);

/** Pages of profiles, all or those that one criterion finds. */
export const usersQuery = z
  .strictObject({
    limit,
    cursor: numberCursor,
    external_id: identifier.optional(),
    alias_label: identifier.optional(),
    alias_name: identifier.optional(),
    device_id: identifier.optional(),
    email: identifier.optional(),
    phone: identifier.optional(),
  })
  .transform((its, context) => {
    const refuse = (path: string, message: string) => {
      context.issues.push({ code: 'custom', input: its, path: [path], message });
      return z.NEVER;
    };
    const criteria: [string, UserCriterion][] = [];
    if (its.external_id !== undefined) criteria.push(['external_id', { externalId: its.external_id }]);
    if (its.alias_label !== undefined && its.alias_name !== undefined) {
      criteria.push(['alias_label', { alias: { label: its.alias_label, name: its.alias_name } }]);
    } else if (its.alias_label !== undefined) {
      return refuse('alias_name', 'alias_label needs it');
    } else if (its.alias_name !== undefined) {
      return refuse('alias_label', 'alias_name needs it');
    }
    if (its.device_id !== undefined) criteria.push(['device_id', { deviceId: its.device_id }]);
    if (its.email !== undefined) criteria.push(['email', { email: its.email }]);
    if (its.phone !== undefined) criteria.push(['phone', { phone: its.phone }]);
    const [first, second] = criteria;
    if (first !== undefined && second !== undefined) {
      return refuse(second[0], `one criterion at a time, and ${first[0]} is one already`);
    }
    return { page: { limit: its.limit, after: its.cursor }, criterion: first?.[1] };
  });

/** Pages of the outbox, all or those that match every criterion. */
export const sendsQuery = z
  .strictObject({
    limit,
    cursor: numberCursor,
    campaign_id: identifier.optional(),
    canvas_id: identifier.optional(),
    segment_id: identifier.optional(),
    dispatch_id: identifier.optional(),
  })
  .transform((its) => ({
    page: { limit: its.limit, after: its.cursor },
    criteria: {
      campaignId: its.campaign_id,
      canvasId: its.canvas_id,
      segmentId: its.segment_id,
      dispatchId: its.dispatch_id,
    } satisfies SendCriteria,
  }));
