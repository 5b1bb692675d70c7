import type { ControlEndpoint } from '../../src/wire/control/endpoint.js';
import { refusalsOf } from '../../src/wire/control/endpoint.js';
import { controlEndpoints } from '../../src/wire/control/endpoints.js';
import { type ControlRefusal, refusalBody, refusalStatuses } from '../../src/wire/control/errors.js';
import type { Answer as EndpointAnswer } from '../../src/wire/endpoint.js';
import type { Answer, Content, Operation, Surface } from './operation.js';

/** First word of a path below `/workspaces/{ws}`, or else of the path, and the subject it belongs to. */
const subjects: Record<string, { name: string; description: string }> = {
  workspaces: { name: 'Workspaces', description: 'A workspace is one isolated world, which keys open.' },
  clock: { name: 'Clock', description: 'Each workspace has a clock of its own.' },
  partners: { name: 'Partners and their keys', description: 'Who may send cohorts, and with which keys.' },
  'rest-api-keys': { name: 'REST API keys', description: 'What opens the REST endpoints of a workspace.' },
  users: { name: 'Users', description: 'Profiles of a workspace.' },
  cohorts: { name: 'Cohorts', description: 'What partners sent, and what became of it.' },
  segments: { name: 'Segments', description: 'Saved definitions, and who is in them.' },
  campaigns: { name: 'Campaigns', description: 'What a send addresses.' },
  canvases: { name: 'Canvases', description: 'The same for Canvases.' },
  sends: { name: 'Sends', description: 'Who would have been messaged, and who was dropped and why.' },
  faults: { name: 'Faults', description: 'Planned misbehaviour of the Braze surface.' },
  requests: { name: 'Journal', description: 'Every request of the Braze surface with its decision.' },
  snapshots: {
    name: 'Snapshots',
    description: 'The state of everything, or of one workspace, to come back to.',
  },
  server: { name: 'Server', description: 'The server as a whole.' },
};

const introduction = `The control API is what the test around a connector uses. Its paths begin with \`/_emulator/v1\`, which the headings below
leave out. Bodies and answers are JSON. No body at all stands for \`{}\`. A field that an endpoint does not know is refused.
[Workspaces and users](workspaces-and-users.md) has the form of a workspace, [segment filters](segment-filters.md) that of a
definition, and [error codes](error-codes.md) what each code means.
Times are ISO 8601 in UTC. Lists come in pages: \`limit\` says how long one is, and \`next_cursor\` of an answer is the \`cursor\` of
the next.

The same in a form for programs is OpenAPI 3.1: [\`control.openapi.json\`](../../openapi/control.openapi.json), which a running
server has at \`/_emulator/v1/openapi.json\`.`;

function subjectOf({ path }: ControlEndpoint): string {
  const [first = '', , below] = path.slice(1).split('/');
  const word = first === 'workspaces' ? (below ?? first) : first;
  return (subjects[word] ?? subjects[first] ?? subjects.server)!.name;
}

/** Refusals that follow from the kind of an endpoint, so that a page tells them once. */
const commonRefusals: Partial<Record<ControlRefusal, string>> = {
  host_not_allowed: 'On loopback: the `Host` is no name of this machine and was not allowed.',
  origin_not_allowed: 'A web page of another origin sent it, as `Origin` or `Sec-Fetch-Site` says.',
  admin_token_required: 'The server has an admin token and the request has not.',
  invalid_request: 'A field, a parameter or the whole is not as described; `path` says where.',
  malformed_json: 'The body is no JSON.',
  request_too_large:
    'The body is over 4 MiB or holds more than 100,000 values; with profiles or a workspace in it, over 64 MiB or 1,000,000 values.',
  server_busy:
    'Bodies that are read at once have 128 MiB already, and there was no room in 30 s. One of up to 256 KiB does not wait.',
  media_type_not_supported: 'The `Content-Type` is another than described.',
  workspace_not_found: 'There is no workspace `{ws}`.',
  storage_unusable: 'The storage cannot be read or written, or rows of it were changed by something else.',
};

export function controlSurface(): Surface {
  const operations = Object.entries(controlEndpoints).map(([name, endpoint]) => operationOf(name, endpoint));
  const used = new Set(operations.map((its) => its.subject));
  return {
    title: 'Control API',
    description:
      'What the test around a connector seeds, looks at and takes away. Bodies and answers are JSON; times are ISO 8601 in UTC.',
    introduction,
    servers: [{ url: 'http://127.0.0.1:27293/_emulator/v1', description: 'As `npm start` listens.' }],
    securitySchemes: {
      adminToken: {
        type: 'http',
        scheme: 'bearer',
        description: 'Asked for when the server was started with `--admin-token`.',
      },
    },
    subjects: Object.values(subjects).filter(({ name }) => used.has(name)),
    answerIo: 'input',
    requestTime: 'date-time',
    refusalBody: (codes, describe) => ({
      allOf: [describe(refusalBody()), { properties: { error: { properties: { code: { enum: codes } } } } }],
    }),
    commonAnswers: [],
    operations,
    unbuilt: [],
  };
}

function operationOf(name: string, endpoint: ControlEndpoint): Operation {
  const { verb, path, summary, description, query, isOpen } = endpoint;
  const answers = [endpoint.answer, endpoint.otherAnswer].filter((its) => its !== undefined);
  return {
    name,
    verb,
    path,
    summary,
    ...(description !== undefined && { details: description }),
    subject: subjectOf(endpoint),
    access: isOpen ? 'Needs no admin token.' : '',
    security: isOpen ? [] : ['adminToken'],
    ...(query !== undefined && { query: query() }),
    bodies: bodiesOf(endpoint),
    isBodyRequired: false,
    answers: answers.map(answerOf),
    refusals: refusalsOf(endpoint).map((code) => ({
      status: refusalStatuses[code],
      code,
      ...textOf(code),
    })),
  };
}

function textOf(code: ControlRefusal): { text?: string; isCommon: boolean } {
  const text = commonRefusals[code];
  return text === undefined ? { isCommon: false } : { text, isCommon: true };
}

function bodiesOf({ body, streamedBody }: ControlEndpoint): Content[] {
  const bodies: Content[] = [];
  if (body !== undefined) bodies.push({ mediaType: 'application/json', schema: body() });
  if (streamedBody !== undefined) bodies.push({ mediaType: streamedBody.mediaType });
  return bodies;
}

function answerOf({ status, body, mediaType, otherMediaTypes }: EndpointAnswer): Answer {
  const description = status === 204 ? 'Done; no body.' : 'Done.';
  if (body === undefined && mediaType === undefined) return { status, description };
  return {
    status,
    description,
    content: {
      mediaType: mediaType ?? 'application/json',
      otherMediaTypes,
      ...(mediaType === undefined && body !== undefined && { schema: body() }),
    },
  };
}
