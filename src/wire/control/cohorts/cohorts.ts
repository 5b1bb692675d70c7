import { z } from 'zod';
import type { Cohort, CohortIdentifier } from '../../../domain/cohort.js';
import { awaitedMembersMax } from '../../../domain/limits.js';
import type { CohortInput } from '../../../domain/seed/blueprint.js';
import { isoTime, parseIsoTime } from '../../../domain/time/time.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { controlEndpoint } from '../endpoint.js';
import { cursorOf, pageAnswer, pageOf, pageShape } from '../pages.js';
import { aliasJson, membersAnswer } from '../users/profiles.js';
import { alias } from '../users/users.js';
import { answeredTime, givenName, identifier, waitMs, waitMsMax } from '../values.js';

/** An identifier of a profile, as a member of a cohort. */
export const member = z.union(
  [
    z.strictObject({ external_id: identifier }).transform((its) => ({ externalId: its.external_id })),
    z.strictObject({ device_id: identifier }).transform((its) => ({ deviceId: its.device_id })),
    z.strictObject({ user_alias: alias }).transform((its) => ({ alias: its.user_alias })),
  ],
  'expected one of {"external_id"}, {"device_id"}, {"user_alias":{"alias_label","alias_name"}}',
);

/** A cohort that a workspace begins with. */
export const cohortInput = z
  .strictObject({
    partner: z.string().min(1),
    cohort_id: identifier,
    name: givenName.optional().describe('Left out, the cohort is implicit and goes by its id.'),
    created_at: z
      .string()
      .refine((time) => parseIsoTime(time) !== undefined, 'expected an ISO 8601 time')
      .optional(),
    members: z.array(member).optional(),
  })
  .transform(
    (its): CohortInput => ({
      partner: its.partner,
      cohortId: its.cohort_id,
      name: its.name,
      createdAt: its.created_at,
      members: its.members ?? [],
    }),
  );

/** What a wait is for: so many members, these among them, and no change for a while. */
const waitInput = lazySchema(() =>
  z
    .strictObject({
      partner: identifier,
      cohort_id: identifier,
      size: z.int().min(0).optional(),
      members: z.array(member).max(awaitedMembersMax).optional(),
      quiet_ms: z
        .int()
        .min(0)
        .max(waitMsMax)
        .default(0)
        .describe('For how long, in real time, the cohort must not have changed.'),
      timeout_ms: waitMs,
    })
    .transform((its) => ({
      expectation: {
        partner: its.partner,
        cohortId: its.cohort_id,
        size: its.size,
        members: its.members ?? [],
      },
      quietMs: its.quiet_ms,
      timeoutMs: its.timeout_ms,
    })),
);

const cohortPosition = z.strictObject({ partner: z.string(), cohortId: z.string(), at: z.number() });

const cohortsQuery = lazySchema(() =>
  pageShape()
    .extend({
      partner: z.string().optional().describe('Only those of this partner.'),
      search: z
        .string()
        .optional()
        .describe('Only those whose name or id has this in it, in any case of ASCII letters.'),
      order: z
        .enum(['id', 'changed'])
        .default('id')
        .describe('`id`: by partner and id. `changed`: the one that changed last comes first.'),
      cursor: cursorOf(cohortPosition).optional(),
    })
    .transform(({ partner, search, order, ...page }) => ({ partner, search, order, ...pageOf(page) })),
);

const searchPlace = z.union([
  z.strictObject({ kind: z.literal('external_id'), externalId: z.string() }),
  z.strictObject({ kind: z.literal('alias'), label: z.string(), name: z.string() }),
  z.strictObject({ kind: z.literal('device'), deviceId: z.string(), number: z.int() }),
]);

const membersQuery = lazySchema(() =>
  pageShape()
    .extend({
      search: identifier
        .optional()
        .describe(
          'Only those with an identifier that begins so: an external id, a device, an alias as `label:name`, or its name.',
        ),
      cursor: cursorOf(z.union([z.int().min(0), searchPlace])).optional(),
    })
    .transform(({ limit, search, cursor: after }, context) => {
      if (search === undefined && typeof after !== 'object') return { limit, after };
      if (search !== undefined && typeof after !== 'number') return { limit, search, after };
      const message = 'expected the next_cursor of an earlier answer to the same list';
      context.issues.push({ code: 'custom', input: after, path: ['cursor'], message });
      return z.NEVER;
    }),
);

const cohortAnswer = lazySchema(() =>
  z
    .strictObject({
      partner: z.string(),
      cohort_id: z.string(),
      name: z.string(),
      created_at: z.string().describe('As the partner first sent it.'),
      implicit: z.boolean().describe('Whether it has members but was never named.'),
      member_count: z.int(),
      updated_at: answeredTime,
    })
    .meta({
      id: 'cohort',
      description: 'A cohort that a partner made, or that was made for one that was never named.',
    }),
);

export function cohortJson(cohort: Cohort): Wire<typeof cohortAnswer> {
  return {
    partner: cohort.partner,
    cohort_id: cohort.cohortId,
    name: cohort.name,
    created_at: cohort.createdAt,
    implicit: cohort.isImplicit,
    member_count: cohort.memberCount,
    updated_at: isoTime(cohort.updatedAt),
  };
}

const usesAnswer = lazySchema(() =>
  z.strictObject({
    segments: z
      .array(z.strictObject({ id: z.string(), name: z.string(), archived: z.boolean() }))
      .describe('In order of creation.'),
  }),
);

/** An identifier of somebody, in an answer. */
export const memberAnswer = lazySchema(() =>
  z.union([
    z.strictObject({ external_id: z.string() }),
    z.strictObject({ device_id: z.string() }),
    z.strictObject({ user_alias: z.strictObject({ alias_label: z.string(), alias_name: z.string() }) }),
  ]),
);

const waitAnswer = lazySchema(() =>
  z.strictObject({
    matched: z.boolean().describe('Whether it came to that before the time was over.'),
    size: z.int(),
    missing: z.array(memberAnswer()).describe('Members who were waited for in vain.'),
    reason: z.string().optional().describe('Of a miss: what kept it, such as a cohort that was never named.'),
  }),
);

type WaitExpectation = z.output<ReturnType<typeof waitInput>>['expectation'];

/** What was found when the wait was over. */
interface WaitFound {
  isThere: boolean;
  size: number;
  /** Members who were waited for in vain. */
  missing: readonly CohortIdentifier[];
}

export function cohortWaitJson(
  expectation: WaitExpectation,
  isMatched: boolean,
  found: WaitFound,
): Wire<typeof waitAnswer> {
  const answer = { matched: isMatched, size: found.size, missing: found.missing.map(memberJson) };
  return isMatched ? answer : { ...answer, reason: missReason(expectation, found) };
}

function missReason(
  { partner, cohortId, size }: WaitExpectation,
  found: WaitFound,
): NonNullable<Wire<typeof waitAnswer>['reason']> {
  if (!found.isThere) return `${partner} has never named a cohort '${cohortId}', nor changed its members`;
  if (size !== undefined && size !== found.size) return `Its size is ${found.size}, not ${size}`;
  if (found.missing.length > 0) return 'Those under missing are not members';
  return 'It is as expected, but was not quiet for long enough';
}

export function memberJson(identifier: CohortIdentifier): Wire<typeof memberAnswer> {
  if ('externalId' in identifier) return { external_id: identifier.externalId };
  if ('deviceId' in identifier) return { device_id: identifier.deviceId };
  return { user_alias: aliasJson(identifier.alias) };
}

export const cohortEndpoints = {
  waitForCohort: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/cohorts/wait',
    summary: 'Waits until a cohort is as expected, or the time is over.',
    body: waitInput,
    answer: { status: 200, body: waitAnswer },
    refusals: ['partner_not_found'],
  }),
  listCohorts: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/cohorts',
    summary: 'Lists the cohorts that partners made in a workspace.',
    query: cohortsQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ cohorts: z.array(cohortAnswer()) })) },
  }),
  getCohort: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}',
    summary: 'Shows a cohort.',
    answer: { status: 200, body: cohortAnswer },
    refusals: ['cohort_not_found'],
  }),
  deleteCohort: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}',
    summary: 'Deletes a cohort. The profiles stay.',
    answer: { status: 204 },
    refusals: ['cohort_not_found'],
  }),
  listCohortSegments: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}/segments',
    summary: 'Lists the segments with a filter that names a cohort.',
    answer: { status: 200, body: usesAnswer },
    refusals: ['cohort_not_found'],
  }),
  listCohortMembers: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}/members',
    summary: 'Lists the profiles that are in a cohort.',
    description:
      'They come in order of creation, those that `search` finds in order of the identifier. A page of a search may have few, or none, where many identifiers fit of whom few are in the cohort.',
    query: membersQuery,
    answer: { status: 200, body: membersAnswer },
    refusals: ['cohort_not_found'],
  }),
};
