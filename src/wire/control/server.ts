import { z } from 'zod';
import {
  allJournalsBytesMax,
  brazeBodiesBytesMax,
  brazeBodyBytesMax,
  controlBodiesBytesMax,
  controlBodyBytesMax,
  journalBytesMax,
  journalEntriesMax,
  journalPageBytesMax,
  ndjsonLineBytesMax,
  openWaitsBytesMax,
  openWaitsMax,
  profilesPageBytesMax,
  snapshotBytesMax,
  snapshotsInMemoryBytesMax,
} from '../../domain/limits.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { controlEndpoint } from './endpoint.js';
import { answeredTime, nothing } from './values.js';

/** What is refused or cut beyond, in bytes unless the name says otherwise. */
const limits = {
  braze_body: brazeBodyBytesMax,
  control_body: controlBodyBytesMax,
  braze_bodies_at_once: brazeBodiesBytesMax,
  control_bodies_at_once: controlBodiesBytesMax,
  open_waits: openWaitsMax,
  open_wait_bodies: openWaitsBytesMax,
  ndjson_line: ndjsonLineBytesMax,
  snapshot: snapshotBytesMax,
  snapshots_in_memory: snapshotsInMemoryBytesMax,
  journal: journalBytesMax,
  journal_entries: journalEntriesMax,
  journals_together: allJournalsBytesMax,
  journal_page: journalPageBytesMax,
  profiles_page: profilesPageBytesMax,
};

const limitsAnswer = lazySchema(() =>
  z
    .strictObject(
      Object.fromEntries(Object.keys(limits).map((name) => [name, z.int()])) as Record<
        keyof typeof limits,
        z.ZodInt
      >,
    )
    .describe('How large things may be, in bytes; journal_entries and open_waits are numbers of requests.'),
);

/** The bounds as `GET /info` tells them. */
export const limitsJson: Wire<typeof limitsAnswer> = limits;

const infoAnswer = lazySchema(() =>
  z.strictObject({
    name: z.string(),
    version: z.string(),
    node: z.string().describe('Version of Node.js.'),
    storage: z.strictObject({ kind: z.enum(['memory', 'file']), file: z.string().nullable() }),
    workspace_count: z.int(),
    now: answeredTime.describe("The server's time."),
    limits: limitsAnswer(),
    rest_endpoint: z.string().describe("The address to give a connector, from the request's own Host."),
  }),
);

const healthAnswer = lazySchema(() =>
  z.strictObject({ status: z.literal('ok'), pid: z.int().describe('Number of the process.') }),
);

/** While the start state is applied. */
export const startingAnswer = lazySchema(() => z.strictObject({ status: z.literal('starting') }));

/** Read from the package, so only its outermost form is said here. */
const openApiDocument = lazySchema(() =>
  z
    .looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) })
    .describe('An OpenAPI 3.1 document.'),
);

export const serverEndpoints = {
  getHealth: controlEndpoint({
    verb: 'GET',
    path: '/health',
    summary: 'Says that the server is alive, and which process it is.',
    answer: { status: 200, body: healthAnswer },
    isOpen: true,
  }),
  getReadiness: controlEndpoint({
    verb: 'GET',
    path: '/ready',
    summary: 'Says whether the start state is applied.',
    answer: { status: 200, body: lazySchema(() => z.strictObject({ status: z.literal('ready') })) },
    otherAnswer: { status: 503, body: startingAnswer },
    isOpen: true,
  }),
  getInfo: controlEndpoint({
    verb: 'GET',
    path: '/info',
    summary: 'Tells what the server is: version, storage, number of workspaces.',
    answer: { status: 200, body: infoAnswer },
  }),
  getMetrics: controlEndpoint({
    verb: 'GET',
    path: '/metrics',
    summary: 'Gives the numbers of the server for Prometheus.',
    answer: { status: 200, mediaType: 'text/plain', body: lazySchema(() => z.string()) },
  }),
  getOpenApi: controlEndpoint({
    verb: 'GET',
    path: '/openapi.json',
    summary: 'Gives the OpenAPI 3.1 document of the control API.',
    answer: { status: 200, mediaType: 'application/json', body: openApiDocument },
  }),
  getBrazeOpenApi: controlEndpoint({
    verb: 'GET',
    path: '/braze.openapi.json',
    summary: 'Gives the OpenAPI 3.1 document of the Braze surface, with what Braze has and is not built.',
    answer: { status: 200, mediaType: 'application/json', body: openApiDocument },
  }),
  resetServer: controlEndpoint({
    verb: 'POST',
    path: '/reset',
    summary: 'Takes every workspace back to the state after the start.',
    body: nothing,
    answer: { status: 200, body: lazySchema(() => z.strictObject({ workspace_count: z.int() })) },
  }),
};
