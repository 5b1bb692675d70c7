import { z } from 'zod';
import type { Decision, DecisionNote, JournalEntry } from '../../../domain/journal/journal.js';
import { curlLine } from '../../../domain/journal/replay/curl-line.js';
import { kitTest } from '../../../domain/journal/replay/kit-test.js';
import type { JournalFilter } from '../../../domain/journal/request-match.js';
import { routePatternLengthMax, shownPathsMax } from '../../../domain/limits.js';
import { isoTime } from '../../../domain/time/time.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { outcomeAnswer, outcomeJson } from '../../outcome.js';
import { controlEndpoint } from '../endpoint.js';
import { pageAnswer, pageOf, pageShape } from '../pages.js';
import { answeredTime, identifier, jsonValue, nothing, readTime } from '../values.js';
import { observedRequest } from './observed-request.js';

const route = identifier
  .max(routePatternLengthMax)
  .refine(
    (its) => its.startsWith('/') && !its.includes('?'),
    'expected a path without query, such as /partners/*/cohorts',
  )
  .describe('A path, where `*` is one segment and a last `**` any rest.');

/** `404`, or a class such as `4xx`. */
const status = z
  .string()
  .regex(/^[1-5](?:\d\d|[xX]{2})$/, 'expected a status such as 404, or a class such as 4xx')
  .transform((its) => (/xx$/i.test(its) ? (`${Number(its[0])}xx` as const) : Number(its)));

const trueOrFalse = z.enum(['true', 'false'], 'expected true or false').transform((its) => its === 'true');

/** `accepted`, `refused`, or a rule: that of the refusal, or of a note. */
function decisionFilter(decision: string | undefined): Pick<JournalFilter, 'decision' | 'rule'> {
  return decision === 'accepted' || decision === 'refused' ? { decision } : { rule: decision };
}

/** Pages of a journal, all of it or what a filter leaves. */
const journalQuery = lazySchema(() =>
  pageShape()
    .extend({
      route: route.optional(),
      method: identifier.optional(),
      status: status.optional(),
      partner: identifier.optional(),
      cohort_id: identifier.optional(),
      decision: identifier
        .optional()
        .describe('`accepted`, `refused`, or a rule: that of the refusal, or of a note.'),
      since: readTime.optional(),
      until: readTime.optional(),
      text: identifier
        .optional()
        .describe('Stands anywhere in the request, in its answer or in what is said of it, or is its id.'),
      has_notes: trueOrFalse
        .optional()
        .describe('Whether notes say what of it had no effect, or is not looked at.'),
      has_changed: trueOrFalse
        .optional()
        .describe('Of changes of the members of a cohort: whether anybody was added or removed.'),
      order: z
        .enum(['oldest', 'newest'], 'expected oldest or newest')
        .optional()
        .describe('Which come first; `oldest` if left out.'),
    })
    .transform((its) => ({
      page: { ...pageOf(its), isNewestFirst: its.order === 'newest' },
      filter: {
        route: its.route,
        method: its.method,
        status: its.status,
        partner: its.partner,
        cohortId: its.cohort_id,
        ...decisionFilter(its.decision),
        since: its.since,
        until: its.until,
        text: its.text,
        hasNotes: its.has_notes,
        hasChanged: its.has_changed,
      } satisfies JournalFilter,
    })),
);

const note = lazySchema(() =>
  z.strictObject({
    rule: z.string(),
    message: z.string(),
    path: z.string().optional().describe('JSON path of the value it is about; of several, the first.'),
    count: z.int().min(2).optional().describe('How many values it is about, when there are several.'),
    paths: z.array(z.string()).max(shownPathsMax).optional().describe('Where the first of them stand.'),
    received: jsonValue.optional().describe('The value at `path`, redacted and cut to a readable length.'),
    hint: z.string().optional().describe('What to do about it.'),
  }),
);

export const decisionAnswer = lazySchema(() =>
  z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('accepted'), notes: z.array(note()) }),
      z.strictObject({
        kind: z.literal('refused'),
        ...note().shape,
        notes: z.array(note()).optional().describe('What else of it Braze does not look at.'),
      }),
    ])
    .meta({ id: 'decision', description: 'What became of a request, and why.' }),
);

const message = lazySchema(() =>
  z.strictObject({
    headers: z.record(z.string(), z.string()).describe('By name in lower case.'),
    body: jsonValue.describe('JSON as such, any other as text; null when there was none.'),
  }),
);

const entryAnswer = lazySchema(() =>
  z
    .strictObject({
      id: z.string().describe('The X-Request-Id of the answer.'),
      at: answeredTime.describe("When it arrived, on the workspace's clock."),
      received_at: answeredTime.describe("The same on the server's clock."),
      method: z.string(),
      path: z.string(),
      workspace: z.string().nullable(),
      partner: z.string().nullable(),
      cohort_id: z.string().nullable(),
      request: message(),
      response: message()
        .extend({ status: z.int() })
        .nullable()
        .describe('null when no answer, or not a whole one, went out.'),
      duration_ms: z.number(),
      fault: z.strictObject({ id: z.string(), effect: jsonValue }).nullable().describe('What struck it.'),
      decision: decisionAnswer(),
      outcome: outcomeAnswer()
        .nullable()
        .describe('Of a cohort request; null while a processing delay holds the change back.'),
    })
    .meta({
      id: 'journal_entry',
      description: 'A request with its answer and what was decided about it. Keys are redacted.',
    }),
);

const journalAnswer = lazySchema(() =>
  pageAnswer({ requests: z.array(entryAnswer()) }).extend({
    evicted: z.int().describe('How many requests the journal had to let go of.'),
    evicted_until: answeredTime.nullable().describe('When the last of them arrived.'),
  }),
);

const replayAnswer = lazySchema(() =>
  z.strictObject({
    curl: z
      .string()
      .describe(
        'A line for a shell. A body of more than 8 KiB is fetched from the journal, for which the line needs jq.',
      ),
    test: z.string().describe('A test of `braze-cohort-emulator/vitest`, which expects the same status.'),
  }),
);

/** What sends a request once more. @param isStray  Whether it was let into no workspace. */
export function replayJson(entry: JournalEntry, isStray: boolean): Wire<typeof replayAnswer> {
  return { curl: curlLine({ ...observedRequest(entry), isStray }), test: kitTest(entry) };
}

/** An entry of the journal as DESIGN 4.2 names its parts. */
export function journalEntryJson(entry: JournalEntry): Wire<typeof entryAnswer> {
  return {
    id: entry.id,
    at: isoTime(entry.at),
    received_at: isoTime(entry.receivedAt),
    method: entry.method,
    path: entry.path,
    workspace: entry.workspaceId,
    partner: entry.partner,
    cohort_id: entry.cohortId,
    request: entry.request,
    response: entry.response,
    duration_ms: Number(entry.durationMs.toFixed(3)),
    fault: entry.fault,
    decision: decisionJson(entry.decision),
    outcome: entry.outcome && outcomeJson(entry.outcome),
  };
}

export function decisionJson(decision: Decision): Wire<typeof decisionAnswer> {
  return decision.kind === 'accepted'
    ? { kind: 'accepted', notes: decision.notes.map(noteJson) }
    : { kind: 'refused', ...noteJson(decision), notes: decision.notes?.map(noteJson) };
}

function noteJson({ rule, message, path, count, paths, received, hint }: DecisionNote): Wire<typeof note> {
  return { rule, message, path, count, paths, received, hint };
}

export const journalEndpoints = {
  listServerRequests: controlEndpoint({
    verb: 'GET',
    path: '/requests',
    summary: 'Lists the requests to the Braze surface that were let into no workspace.',
    query: journalQuery,
    answer: { status: 200, body: journalAnswer },
  }),
  deleteServerRequests: controlEndpoint({
    verb: 'DELETE',
    path: '/requests',
    summary: 'Deletes the requests that were let into no workspace.',
    query: nothing,
    answer: { status: 204 },
  }),
  getServerRequest: controlEndpoint({
    verb: 'GET',
    path: '/requests/{id}',
    summary: 'Shows a request that was let into no workspace.',
    answer: { status: 200, body: entryAnswer },
    refusals: ['request_not_found'],
  }),
  replayServerRequest: controlEndpoint({
    verb: 'GET',
    path: '/requests/{id}/replay',
    summary:
      'Writes a request that was let into no workspace as a line for a shell and as a test, to send it once more.',
    description: 'Keys are environment variables in the line, and those of its workspace in the test.',
    answer: { status: 200, body: replayAnswer },
    refusals: ['request_not_found'],
  }),
  deleteServerRequest: controlEndpoint({
    verb: 'DELETE',
    path: '/requests/{id}',
    summary: 'Deletes a request that was let into no workspace.',
    answer: { status: 204 },
    refusals: ['request_not_found'],
  }),
  listRequests: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/requests',
    summary: 'Lists the requests to the Braze surface of a workspace, with what happened to each.',
    query: journalQuery,
    answer: { status: 200, body: journalAnswer },
  }),
  deleteRequests: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/requests',
    summary: "Deletes every request of a workspace's journal.",
    query: nothing,
    answer: { status: 204 },
  }),
  getRequest: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/requests/{id}',
    summary: 'Shows a request with its answer and the reason for it.',
    answer: { status: 200, body: entryAnswer },
    refusals: ['request_not_found'],
  }),
  replayRequest: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/requests/{id}/replay',
    summary: 'Writes a request as a line for a shell and as a test, to send it once more.',
    description: 'Keys are environment variables in the line, and those of its workspace in the test.',
    answer: { status: 200, body: replayAnswer },
    refusals: ['request_not_found'],
  }),
  deleteRequest: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/requests/{id}',
    summary: "Deletes a request of a workspace's journal.",
    answer: { status: 204 },
    refusals: ['request_not_found'],
  }),
};
