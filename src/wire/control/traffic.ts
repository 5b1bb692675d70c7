import { z } from 'zod';
import type { JournalEntry } from '../../domain/journal/journal.js';
import type { TrafficPoint, TrafficWindow } from '../../domain/journal/traffic.js';
import { isoTime, minuteMs } from '../../domain/time/time.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { controlEndpoint } from './endpoint.js';
import { decisionAnswer, decisionJson } from './journal/journal.js';
import { answeredTime, nothing } from './values.js';

// What came in: requests over time, and what came of the imports of each partner.

const minutesMax = 1_440;
const pointsMax = 200;

function wholeNumber(max: number, byDefault: number, description: string) {
  const message = `expected a whole number from 1 to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((its) => its >= 1 && its <= max, message)
    .default(byDefault)
    .meta({ description, type: 'integer', minimum: 1, maximum: max, default: byDefault, pattern: undefined });
}

const trafficQuery = lazySchema(() =>
  z
    .strictObject({
      minutes: wholeNumber(minutesMax, 10, 'Of how many minutes until now.'),
      points: wholeNumber(pointsMax, 60, 'Into how many stretches of equal length they are divided.'),
    })
    .transform((its) => ({ windowMs: its.minutes * minuteMs, points: its.points })),
);

const count = z.int().nonnegative();

const trafficAnswer = lazySchema(() =>
  z
    .strictObject({
      since: answeredTime.describe("When the first stretch begins, on the server's clock."),
      step_ms: z.int().describe('How long a stretch is.'),
      accepted: count.describe('Of all stretches together.'),
      refused: count,
      points: z
        .array(z.strictObject({ at: answeredTime, accepted: count, refused: count }))
        .describe('One a stretch, the oldest first, also where nothing arrived.'),
      last_refused: z
        .strictObject({
          id: z.string(),
          at: answeredTime.describe("On the workspace's clock."),
          received_at: answeredTime.describe("On the server's clock."),
          method: z.string(),
          path: z.string(),
          status: z.int().nullable(),
          decision: decisionAnswer(),
        })
        .nullable()
        .describe('The last request of this time that was refused.'),
    })
    .meta({ id: 'traffic', description: 'How many requests arrived in the last minutes.' }),
);

export function trafficJson(traffic: {
  window: TrafficWindow;
  points: readonly TrafficPoint[];
  lastRefused: JournalEntry | null;
}): Wire<typeof trafficAnswer> {
  const { since, stepMs, points } = traffic.window;
  const found = new Map(traffic.points.map((point) => [point.at, point]));
  const all = Array.from({ length: points }, (_, index) => {
    const at = since + index * stepMs;
    return found.get(at) ?? { at, accepted: 0, refused: 0 };
  });
  const sum = (of: 'accepted' | 'refused') => all.reduce((total, point) => total + point[of], 0);
  return {
    since: isoTime(since),
    step_ms: stepMs,
    accepted: sum('accepted'),
    refused: sum('refused'),
    points: all.map(({ at, accepted, refused }) => ({ at: isoTime(at), accepted, refused })),
    last_refused: traffic.lastRefused && refusedJson(traffic.lastRefused),
  };
}

function refusedJson(entry: JournalEntry): NonNullable<Wire<typeof trafficAnswer>['last_refused']> {
  return {
    id: entry.id,
    at: isoTime(entry.at),
    received_at: isoTime(entry.receivedAt),
    method: entry.method,
    path: entry.path,
    status: entry.response?.status ?? null,
    decision: decisionJson(entry.decision),
  };
}

const importsAnswer = lazySchema(() =>
  z.strictObject({
    imports: z.array(
      z.strictObject({
        partner: z.string(),
        cohort_count: count,
        member_count: count.describe('Of all its cohorts together: who is in two counts twice.'),
        changed_at: answeredTime.nullable().describe('When one of its cohorts was last named or changed.'),
        requested_at: answeredTime
          .nullable()
          .describe('When its last request to a cohort arrived, as the journal has it.'),
      }),
    ),
  }),
);

export function importsJson(
  imports: readonly {
    partner: string;
    cohorts: number;
    members: number;
    changedAt: number | null;
    requestedAt: number | null;
  }[],
): Wire<typeof importsAnswer> {
  return {
    imports: imports.map(({ partner, cohorts, members, changedAt, requestedAt }) => ({
      partner,
      cohort_count: cohorts,
      member_count: members,
      changed_at: changedAt === null ? null : isoTime(changedAt),
      requested_at: requestedAt === null ? null : isoTime(requestedAt),
    })),
  };
}

export const trafficEndpoints = {
  getServerTraffic: controlEndpoint({
    verb: 'GET',
    path: '/traffic',
    summary:
      'Counts the requests of the last minutes whose keys name no workspace, and says why the last was refused.',
    query: trafficQuery,
    answer: { status: 200, body: trafficAnswer },
  }),
  getTraffic: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/traffic',
    summary: 'Counts the requests of the last minutes to a workspace, and says why the last refused one was.',
    query: trafficQuery,
    answer: { status: 200, body: trafficAnswer },
  }),
  listImports: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/imports',
    summary: 'Shows how many cohorts and members each partner has imported, and when it last did.',
    description: 'Partners that have sent nothing are left out.',
    query: nothing,
    answer: { status: 200, body: importsAnswer },
  }),
};
