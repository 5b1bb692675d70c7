import { z } from 'zod';
import type { JournalEntry } from '../../../domain/journal/journal.js';
import type {
  CountBounds,
  ExpectationResult,
  NearMiss,
  RequestExpectation,
} from '../../../domain/journal/request-expectation.js';
import type { RequestFacts, RequestMatch } from '../../../domain/journal/request-match.js';
import {
  matchedHeadersMax,
  patternComparisonsMax,
  requestsInOrderMax,
  routePatternLengthMax,
} from '../../../domain/limits.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { outcomeJson } from '../../outcome.js';
import { controlEndpoint } from '../endpoint.js';
import { jsonValue, waitMs } from '../values.js';

// What `…/requests/verify` and `…/requests/wait` are asked, and what they answer. One matcher language for both.

const expectedStatus = 'expected a status such as 201, or a class of them such as "4xx"';
const status = lazySchema(() =>
  z.union(
    [z.int().min(100).max(599), z.templateLiteral([z.enum(['1', '2', '3', '4', '5']), 'xx'], expectedStatus)],
    expectedStatus,
  ),
);

/** The fields of a match; everything left out may be anything. */
export const requestMatchShape = lazySchema(() =>
  z.strictObject({
    route: z
      .string()
      .startsWith('/', 'expected a path such as /partners/*/cohorts/users')
      .max(routePatternLengthMax)
      .optional()
      .describe('A path, where `*` is one segment and a last `**` any rest.'),
    method: z.string().min(1).optional(),
    partner: z.string().min(1).optional(),
    cohort_id: z.string().min(1).optional(),
    status: status().optional(),
    decision: z.enum(['accepted', 'refused']).optional(),
    rule: z
      .string()
      .min(1)
      .optional()
      .describe('The rule that refused it, or that a note of an accepted one names.'),
    headers: z
      .record(z.string(), z.string())
      .refine(
        (its) => Object.keys(its).length <= matchedHeadersMax,
        `expected at most ${matchedHeadersMax} headers`,
      )
      .meta({ maxProperties: matchedHeadersMax })
      .optional()
      .describe('By name in any casing, each with the exact value.'),
    body: jsonValue
      .optional()
      .describe(`A pattern for the body: at most ${patternComparisonsMax} comparisons with one request.`),
    outcome: jsonValue
      .optional()
      .describe('A pattern for what a cohort request did, as the journal shows it.'),
  }),
);

/** What a request must be like. */
export const requestMatch = lazySchema(() =>
  requestMatchShape()
    .transform(({ cohort_id: cohortId, ...its }): RequestMatch => ({ ...its, cohortId }))
    .meta({
      id: 'request_match',
      description: 'What a request must be like; what is left out may be anything.',
    }),
);

const times = z.int().min(0);

const questionShape = lazySchema(() =>
  z.strictObject({
    match: requestMatch().optional(),
    in_order: z.array(requestMatch()).min(1).max(requestsInOrderMax).optional(),
    count: times.optional(),
    exactly: times.optional(),
    at_least: times.optional(),
    at_most: times.optional(),
    after: z
      .string()
      .min(1)
      .optional()
      .describe('Id of a request of this workspace; only what came later counts.'),
  }),
);

/** What is asked of the journal. */
export interface RequestQuestion {
  expectation: RequestExpectation;
  /** Id of a request; only what came later counts. */
  after: string | undefined;
}

const verifyQuery = lazySchema(() =>
  z
    .strictObject({
      fail: z
        .enum(['true', 'false'], 'expected true or false')
        .optional()
        .describe('`true`: the status of a miss is 417, so that `curl -f` fails.'),
    })
    .transform(({ fail }) => ({ isMissFailure: fail === 'true' })),
);

const verifyInput = lazySchema(() =>
  questionShape().transform((its, context): RequestQuestion => readQuestion(its, context, 'exactly')),
);

const waitInput = lazySchema(() =>
  questionShape()
    .extend({ timeout_ms: waitMs })
    .transform(({ timeout_ms: timeoutMs, ...its }, context) => ({
      ...readQuestion(its, context, 'at_least'),
      timeoutMs,
    })),
);

type QuestionFields = z.output<ReturnType<typeof questionShape>>;

/** @param meaningOfCount  To verify, `count` is how many there must be; to wait, how many there must be before it ends. */
function readQuestion(
  its: QuestionFields,
  context: z.RefinementCtx,
  meaningOfCount: 'exactly' | 'at_least',
): RequestQuestion {
  const refuse = (path: string, message: string) => {
    context.issues.push({ code: 'custom', input: its, path: [path], message });
    return z.NEVER;
  };
  const counts = (['count', 'exactly', 'at_least', 'at_most'] as const).filter(
    (its_) => its[its_] !== undefined,
  );
  if (its.in_order !== undefined) {
    const extra = its.match !== undefined ? 'match' : counts[0];
    if (extra !== undefined) return refuse(extra, 'in_order stands alone');
    return { expectation: { inOrder: its.in_order }, after: its.after };
  }
  const [first, second] = counts;
  if (second !== undefined && !(first === 'at_least' && second === 'at_most')) {
    return refuse(second, `${first} is given already; only at_least and at_most go together`);
  }
  return { expectation: { match: its.match ?? {}, count: boundsOf(its, meaningOfCount) }, after: its.after };
}

function boundsOf(its: QuestionFields, meaningOfCount: 'exactly' | 'at_least'): CountBounds {
  const exactly = its.exactly ?? (meaningOfCount === 'exactly' ? its.count : undefined);
  if (exactly !== undefined) return { min: exactly, max: exactly };
  const atLeast = its.at_least ?? its.count ?? (its.at_most === undefined ? 1 : 0);
  return { min: atLeast, max: its.at_most ?? Number.POSITIVE_INFINITY };
}

/** What matchers see of an entry of the journal. */
export function requestFacts(entry: JournalEntry): RequestFacts {
  const { decision } = entry;
  return {
    method: entry.method,
    path: entry.path.split('?', 1)[0] ?? '',
    partner: entry.partner,
    cohortId: entry.cohortId,
    status: entry.response?.status ?? null,
    decision: decision.kind,
    rules: decision.kind === 'refused' ? [decision.rule] : decision.notes.map(({ rule }) => rule),
    headers: entry.request.headers,
    body: entry.request.body,
    outcome: entry.outcome && outcomeJson(entry.outcome),
  };
}

const resultShape = lazySchema(() =>
  z.strictObject({
    count: z.int().describe('How many requests match.'),
    requests: z.array(z.string()).describe('Their ids.'),
    message: z.string().optional().describe('Of a miss: what is missing.'),
    nearest: z
      .array(
        z.strictObject({
          id: z.string(),
          differences: z.array(
            z.strictObject({
              path: z.string().describe('What of the match it is about, such as `body.cohort_id`.'),
              expected: jsonValue,
              received: jsonValue.describe('null for what is not there.'),
            }),
          ),
        }),
      )
      .optional()
      .describe('Of a miss: the requests that came closest, and what keeps them from matching.'),
  }),
);

export const verifyAnswer = lazySchema(() =>
  z.strictObject({ verified: z.boolean(), ...resultShape().shape }),
);
const waitAnswer = lazySchema(() => z.strictObject({ matched: z.boolean(), ...resultShape().shape }));

/** What was found, after the verdict. */
export function expectationJson(
  expectation: RequestExpectation,
  result: ExpectationResult & { nearest: NearMiss[] },
): Wire<typeof resultShape> {
  const found = { count: result.matchingIds.length, requests: result.matchingIds };
  return result.isMet
    ? found
    : { ...found, message: missMessage(expectation, result), nearest: result.nearest };
}

function missMessage(expectation: RequestExpectation, result: ExpectationResult): string {
  if ('inOrder' in expectation) {
    return `in_order[${result.missingIndex}] matches no request after those found for the matches before it`;
  }
  const { min, max } = expectation.count;
  const wanted =
    min === max
      ? `exactly ${min}`
      : [min > 0 && `at least ${min}`, max < Infinity && `at most ${max}`].filter(Boolean).join(' and ');
  const found = result.matchingIds.length;
  return `${found} ${found === 1 ? 'request matches' : 'requests match'}; expected ${wanted}`;
}

export const expectationEndpoints = {
  verifyRequests: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/requests/verify',
    summary: 'Says whether the requests that came are as expected.',
    description:
      '`count` and `exactly` are how many there must be. Left out with `at_least` and `at_most`: at least one.',
    query: verifyQuery,
    body: verifyInput,
    answer: { status: 200, body: verifyAnswer },
    otherAnswer: { status: 417, body: verifyAnswer },
    refusals: ['request_not_found', 'journal_incomplete'],
  }),
  waitForRequests: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/requests/wait',
    summary: 'Waits until requests came as expected, or the time is over.',
    description: '`count` is how many there must be before it ends.',
    body: waitInput,
    answer: { status: 200, body: waitAnswer },
    refusals: ['request_not_found', 'journal_incomplete'],
  }),
};
