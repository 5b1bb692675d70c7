import { z } from 'zod';
import { type BrazeErrorCode, EmulatorError, type ErrorDetails } from '../../src/domain/errors.js';
import { faultStatuses } from '../../src/domain/fault.js';
import { cohortRequestsPerHourMax } from '../../src/domain/limits.js';
import type { RateLimitBucket } from '../../src/domain/workspaces/rate-limit.js';
import { brazeReply } from '../../src/http/braze/errors.js';
import type { BrazeEndpoint } from '../../src/wire/braze/endpoint.js';
import { brazeEndpoints } from '../../src/wire/braze/endpoints.js';
import { unbuiltFamilies } from '../../src/wire/braze/unbuilt.js';
import type { Answer, Content, Operation, Refusal, Surface, UnbuiltOperation } from './operation.js';

const queuedAnswer = z.strictObject({ message: z.literal('queued') });

/** Braze's text is in `message`, but for JSON that cannot be read. */
const refusalBody = z
  .strictObject({
    message: z.string().optional(),
    error: z.string().optional().describe('In place of `message` when the body is no JSON.'),
    errors: z
      .array(z.strictObject({ type: z.string(), input_array: z.string(), index: z.int() }))
      .optional()
      .describe('Of `/users/track`: what is wrong with each object.'),
  })
  .meta({ id: 'refusal' });

/** First word of a path, and the subject it belongs to. */
const subjects: Record<string, { name: string; description: string }> = {
  partners: {
    name: 'Partner cohorts',
    description: 'A partner names cohorts, and adds and removes members.',
  },
  users: { name: 'Users', description: 'Profiles: attributes, events, identity and export.' },
  segments: {
    name: 'Segments',
    description: 'Saved segments. The control API saves them, as the dashboard does.',
  },
  campaigns: { name: 'Campaigns', description: 'Campaigns and what triggers them.' },
  canvas: { name: 'Canvases', description: 'Canvases and what triggers them.' },
  messages: { name: 'Messages', description: 'Messages that belong to no campaign.' },
  sends: { name: 'Send ids', description: 'Ids that tell sends apart.' },
  other: { name: 'Object storage', description: 'Where Braze puts what it exports.' },
};

const introduction = `These are the endpoints of Braze that the emulator imitates, and at the end [those that it does not](#not-built).
Each names its page of Braze's documentation and how sure we are: \`[doc]\` is documented, \`[client: …]\` is read from a public
client or a recording, \`[inferred]\` is our guess. Where a field may be left out, \`null\` and often the empty text stand for that. Fields that an endpoint does not know are ignored, as Braze does, and noted in
the journal; with \`strictness: strict\` they are refused. [Answers and rate limits](answers-and-rate-limits.md) has the headers, and
[error codes](error-codes.md) what each code means.

The same in a form for programs is OpenAPI 3.1: [\`braze.openapi.json\`](../../openapi/braze.openapi.json), which a running server
has at \`/_emulator/v1/braze.openapi.json\`.`;

function subjectOf({ path }: BrazeEndpoint): string {
  return (subjects[path.split('/')[1] ?? ''] ?? subjects.other)!.name;
}

export function brazeSurface(): Surface {
  const operations = Object.entries(brazeEndpoints).map(([name, endpoint]) => operationOf(name, endpoint));
  const used = new Set(operations.map((its) => its.subject));
  return {
    title: 'Braze surface',
    description:
      "Braze's own endpoints for partner cohorts and what depends on them, as braze-cohort-emulator imitates them.",
    introduction,
    servers: [{ url: 'http://127.0.0.1:27293', description: 'As `npm start` listens.' }],
    securitySchemes: {
      restApiKey: { type: 'http', scheme: 'bearer', description: 'A REST API key of the workspace.' },
    },
    subjects: Object.values(subjects).filter(({ name }) => used.has(name)),
    answerIo: 'output',
    requestTime: 'iso-8601',
    refusalBody: (_, describe) => describe(refusalBody),
    commonAnswers: [
      'Where a fault says so, a request that is accepted is answered 202 with `message` `queued` [doc, superseded].',
      'A [fault](../guides/faults.md) can also plant an answer of its own: any status from 200 to 599 with any headers and any body. None of that is a word of Braze.',
    ],
    operations,
    unbuilt: unbuiltFamilies.flatMap(({ family, endpoints }) =>
      Object.entries(endpoints).map(([endpoint, summary]): UnbuiltOperation => {
        const [verb = '', path = ''] = endpoint.split(' ');
        return { verb, path, summary, family };
      }),
    ),
  };
}

const plantedAnswer =
  'Any status from 200 to 599 with any headers and any body. Only a fault that plants its answer brings this about.';

function operationOf(name: string, endpoint: BrazeEndpoint): Operation {
  const { verb, path, summary, access, source } = endpoint;
  const rateLimit = rateLimitOf(endpoint);
  return {
    name,
    verb,
    path,
    summary,
    subject: subjectOf(endpoint),
    access: accessText(access),
    security: access.by === 'rest_api_key' ? ['restApiKey'] : [],
    ...(rateLimit !== undefined && { rateLimit }),
    ...(endpoint.verb === 'GET' && { query: endpoint.query() }),
    bodies: endpoint.verb === 'POST' ? [{ mediaType: 'application/json', schema: endpoint.body() }] : [],
    isBodyRequired: true,
    answers: answersOf(endpoint),
    refusals: refusalsOf(endpoint),
    ...(access.by !== 'link' && { plantedAnswer }),
    source: { page: source.page, mark: source.mark },
  };
}

function accessText(access: BrazeEndpoint['access']): string {
  switch (access.by) {
    case 'rest_api_key':
      return `Needs a REST API key with the permission \`${access.permission}\`, as \`Authorization: Bearer …\`.`;
    case 'partner_keys':
      return 'Needs `partner_api_key` and `client_secret` (a data import key) in the body.';
    case 'link':
      return 'Needs no key: the link is the secret.';
    default:
      return access satisfies never;
  }
}

function rateLimitOf({ access, buckets, broadcasts }: BrazeEndpoint): string | undefined {
  if (access.by === 'partner_keys') {
    return `${count(cohortRequestsPerHourMax)} requests an hour for each workspace and partner`;
  }
  if (buckets.length === 0) return undefined;
  const limits = buckets.map(bucketText).join(', or ');
  return broadcasts === undefined ? limits : `${limits}; broadcasts have limits of their own`;
}

function bucketText({ name, requestsMax, windowMs }: RateLimitBucket): string {
  return `${count(requestsMax)} requests in ${windowText(windowMs)} (\`${name}\`)`;
}

const windows = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const;

function windowText(windowMs: number): string {
  const [unitMs, unit] = windows.find(([ms]) => windowMs % ms === 0)!;
  const units = windowMs / unitMs;
  return units === 1 ? `one ${unit}` : `${units} ${unit}s`;
}

function count(requests: number): string {
  return requests.toLocaleString('en-US');
}

function answersOf({
  answer: { status, body, mediaType },
  answerMark: mark,
  access,
}: BrazeEndpoint): Answer[] {
  const schema = mediaType === undefined ? body?.() : undefined;
  const answer: Answer = {
    status,
    description: 'Accepted.',
    mark,
    content: { mediaType: mediaType ?? 'application/json', ...(schema !== undefined && { schema }) },
  };
  if (access.by === 'link') return [answer];
  const description = 'Accepted and queued. Only a fault brings this about.';
  if (status !== 202 || schema === undefined) {
    return [answer, { status: 202, description, isCommon: true, content: jsonOf(queuedAnswer) }];
  }
  return [{ status, description: 'Accepted.', mark, content: jsonOf(z.union([schema, queuedAnswer])) }];
}

function jsonOf(schema: z.ZodType): Content {
  return { mediaType: 'application/json', schema };
}

const accessRefusals: Record<BrazeEndpoint['access']['by'], readonly BrazeErrorCode[]> = {
  partner_keys: [
    'unknown_path',
    'invalid_partner_api_key',
    'invalid_data_import_key',
    'partner_not_enabled',
    'rate_limited',
  ],
  rest_api_key: ['invalid_rest_api_key', 'missing_permission', 'rate_limited'],
  link: [],
};
const bodyRefusals: readonly BrazeRefusal[] = [
  'malformed_json',
  'body_too_large',
  'unsupported_media_type',
  'server_busy',
];

/** Of Braze, and of the storage behind it. */
type BrazeRefusal = BrazeErrorCode | 'storage_unusable' | 'server_busy';

/** All of them, the endpoint's own first. */
function refusalsOf(endpoint: BrazeEndpoint): Refusal[] {
  const common: BrazeRefusal[] = [
    ...accessRefusals[endpoint.access.by],
    ...(endpoint.verb === 'POST' ? bodyRefusals : []),
    ...(endpoint.access.by === 'link'
      ? []
      : (['strict_refusal', 'fault_injected', 'storage_unusable'] as const)),
    'host_not_allowed',
    'origin_not_allowed',
  ];
  return [
    ...endpoint.refusals.filter((code) => !common.includes(code)).map((code) => refusalOf(code, {})),
    ...common.flatMap((code) => detailsOfCode(code).map((details) => refusalOf(code, details))),
  ].map((refusal) => ({ ...refusal, isCommon: common.some((code) => code === refusal.code) }));
}

/** One for each status that a code can lead to. */
function detailsOfCode(code: BrazeRefusal): ErrorDetails[] {
  if (code === 'fault_injected') return faultStatuses.map((status) => ({ status }));
  if (code === 'missing_permission') return [{ status: 403 }, { status: 401 }];
  return [{}];
}

/** Stands in a text for what depends on the request. */
const variable = '…';

function refusalOf(code: BrazeRefusal, details: ErrorDetails): Refusal {
  const echoed = code === 'fault_injected' ? {} : { echoed: variable };
  const reply = brazeReply(new EmulatorError(code, variable, { ...echoed, ...details }))!;
  const text = reply.body.message ?? reply.body.error ?? reply.body.Message;
  return {
    status: reply.status,
    code,
    ...(text !== variable && { text: String(text) }),
    ...(reply.isOfStorage && { mediaType: 'application/xml' }),
  };
}
