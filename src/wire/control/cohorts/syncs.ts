import { z } from 'zod';
import type { CohortIdentifier } from '../../../domain/cohort.js';
import type { JournalEntry, MembershipTally } from '../../../domain/journal/journal.js';
import { sizePointsMax } from '../../../domain/limits.js';
import { isoTime } from '../../../domain/time/time.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { outcomeAnswer, outcomeJson } from '../../outcome.js';
import { controlEndpoint } from '../endpoint.js';
import { decisionAnswer, decisionJson } from '../journal/journal.js';
import { listJson, pageAnswer, pageQuery } from '../pages.js';
import { answeredTime } from '../values.js';
import { memberAnswer, memberJson } from './cohorts.js';

const syncAnswer = lazySchema(() =>
  z
    .strictObject({
      partner: z.string(),
      cohort_id: z.string(),
      name: z.string().nullable().describe('Of the cohort now; null when it is not there any more.'),
      first_at: answeredTime.describe("When the first request arrived, on the workspace's clock."),
      last_at: answeredTime.describe('When the last one arrived.'),
      added: z.int(),
      removed: z.int(),
      already_member: z.int(),
      not_member: z.int(),
      unknown: z.int().describe('Identifiers of nobody.'),
      skipped: z.int().describe('Devices of identified users.'),
      refused: z.int().describe('Requests that were refused.'),
      held_back: z.int().describe('Requests that a processing delay holds back.'),
      needs_attention: z
        .boolean()
        .describe('Whether a request was refused, or an identifier is unknown or was skipped.'),
      named: z.int().describe('Requests that gave the cohort a name.'),
      size: z
        .int()
        .nullable()
        .describe(
          'How many were in the cohort afterwards; null when none of its requests was about members.',
        ),
      request_count: z.int(),
      requests: z.array(z.string()).describe('Ids of its requests, the oldest first.'),
    })
    .meta({
      id: 'sync',
      description: 'Successive requests to one cohort, with no gap over a minute, and what they changed.',
    }),
);

const evictionShape = {
  evicted: z.int().describe('How many requests the journal had to let go of: what they did is not told.'),
  evicted_until: answeredTime.nullable().describe('When the last of them arrived.'),
};

const syncsAnswer = lazySchema(() => pageAnswer({ syncs: z.array(syncAnswer()) }).extend(evictionShape));

const difference = lazySchema(() =>
  z.strictObject({
    id: z.string(),
    at: answeredTime,
    path: z.string(),
    status: z.int().nullable(),
    decision: decisionAnswer(),
    outcome: outcomeAnswer().nullable(),
    added: z.array(memberAnswer()).describe('The identifiers by which somebody came.'),
    removed: z.array(memberAnswer()).describe('The identifiers by which somebody left.'),
    size: z.int().nullable().describe('How many were in the cohort afterwards.'),
  }),
);

const differencesAnswer = lazySchema(() =>
  pageAnswer({ sync: syncAnswer(), requests: z.array(difference()) }),
);

const sizesQuery = lazySchema(() => {
  const message = `expected a whole number from 1 to ${sizePointsMax}`;
  return z
    .strictObject({
      points: z
        .string()
        .regex(/^\d{1,9}$/, message)
        .transform(Number)
        .refine((points) => points >= 1 && points <= sizePointsMax, message)
        .default(200)
        .meta({
          description: 'How many points there are at most; of more, some are left out, evenly spread.',
          type: 'integer',
          minimum: 1,
          maximum: sizePointsMax,
          default: 200,
          pattern: undefined,
        }),
    })
    .transform((its) => its.points);
});

const sizesAnswer = lazySchema(() =>
  z.strictObject({
    size: z.int().describe('How many are in the cohort now.'),
    points: z
      .array(
        z.strictObject({
          at: answeredTime,
          size: z.int().describe('How many were in it after the request.'),
          added: z.int(),
          removed: z.int(),
          request_id: z.string(),
        }),
      )
      .describe('The oldest first.'),
    failures: z
      .array(
        z.strictObject({
          at: answeredTime,
          status: z.int().nullable().describe('Null when no answer went out.'),
          request_id: z.string(),
        }),
      )
      .describe('The last requests that were refused, at most `points`; the oldest first.'),
    request_count: z.int().describe('Of how many requests the points are.'),
    ...evictionShape,
  }),
);

interface SyncView extends Omit<MembershipTally, 'size'> {
  partner: string;
  cohortId: string;
  name: string | null;
  firstAt: number;
  lastAt: number;
  refused: number;
  heldBack: number;
  named: number;
  size: number | null;
  requestIds: string[];
}

interface Eviction {
  count: number;
  until: number | null;
}

function evictionJson({ count, until }: Eviction) {
  return { evicted: count, evicted_until: until === null ? null : isoTime(until) };
}

export function syncsJson(page: {
  items: readonly SyncView[];
  next: number | null;
  eviction: Eviction;
}): Wire<typeof syncsAnswer> {
  return { ...listJson('syncs', page, syncJson), ...evictionJson(page.eviction) };
}

function syncJson(sync: SyncView): Wire<typeof syncAnswer> {
  const { partner, cohortId, name, firstAt, lastAt, requestIds } = sync;
  const { added, removed, already_member, not_member, unknown, skipped, refused } = sync;
  return {
    partner,
    cohort_id: cohortId,
    name,
    first_at: isoTime(firstAt),
    last_at: isoTime(lastAt),
    added,
    removed,
    already_member,
    not_member,
    unknown,
    skipped,
    refused,
    held_back: sync.heldBack,
    needs_attention: refused + unknown + skipped > 0,
    named: sync.named,
    size: sync.size,
    request_count: requestIds.length,
    requests: requestIds,
  };
}

export function differencesJson(page: {
  sync: SyncView;
  items: readonly { entry: JournalEntry; entered: CohortIdentifier[]; left: CohortIdentifier[] }[];
  next: number | null;
}): Wire<typeof differencesAnswer> {
  return {
    sync: syncJson(page.sync),
    ...listJson('requests', page, ({ entry, entered, left }) => ({
      id: entry.id,
      at: isoTime(entry.at),
      path: entry.path,
      status: entry.response?.status ?? null,
      decision: decisionJson(entry.decision),
      outcome: entry.outcome && outcomeJson(entry.outcome),
      added: entered.map(memberJson),
      removed: left.map(memberJson),
      size: entry.outcome?.trace?.size ?? null,
    })),
  };
}

export function sizesJson(its: {
  size: number;
  points: readonly { requestId: string; at: number; size: number; added: number; removed: number }[];
  failures: readonly { requestId: string; at: number; status: number | null }[];
  requestCount: number;
  eviction: Eviction;
}): Wire<typeof sizesAnswer> {
  return {
    size: its.size,
    points: its.points.map(({ requestId, at, size, added, removed }) => ({
      at: isoTime(at),
      size,
      added,
      removed,
      request_id: requestId,
    })),
    failures: its.failures.map(({ requestId, at, status }) => ({
      at: isoTime(at),
      status,
      request_id: requestId,
    })),
    request_count: its.requestCount,
    ...evictionJson(its.eviction),
  };
}

export const syncEndpoints = {
  listSyncs: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/syncs',
    summary: 'Lists the syncs of a workspace, the newest first.',
    description:
      'A sync is successive requests to one cohort with no gap over a minute between them, on the clock of the workspace. Syncs are read from the journal.',
    query: pageQuery,
    answer: { status: 200, body: syncsAnswer },
  }),
  listCohortSyncs: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}/syncs',
    summary: 'Lists the syncs of a cohort, the newest first.',
    query: pageQuery,
    answer: { status: 200, body: syncsAnswer },
    refusals: ['partner_not_found'],
  }),
  getSync: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}/syncs/{id}',
    summary: 'Shows a sync with what each of its requests changed: who came and who left.',
    description: 'The id is that of any request of the sync. A page ends early when its requests are large.',
    query: pageQuery,
    answer: { status: 200, body: differencesAnswer },
    refusals: ['partner_not_found', 'request_not_found'],
  }),
  listCohortSizes: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}/sizes',
    summary: 'Shows how many were in a cohort over time.',
    query: sizesQuery,
    answer: { status: 200, body: sizesAnswer },
    refusals: ['partner_not_found'],
  }),
};
