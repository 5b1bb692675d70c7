import type { Hono } from 'hono';
import {
  quickstartDataImportKey,
  quickstartRestApiKey,
  quickstartWorkspace,
} from '../../../src/domain/seed/quickstart.js';
import { partnerCatalogue } from '../../../src/domain/workspaces/partner.js';
import { createEmulator } from '../../../src/emulator.js';
import { createApp } from '../../../src/http/app.js';
import type { Example } from '../openapi.js';
import type { Operation, Surface } from '../operation.js';

/** A request of a story, which is sent after those before it. */
export interface ExampleRequest {
  /** Verb and path with the query, e.g. `GET /segments/list?page=0`. */
  request: string;
  /** Says what is special about it, where an endpoint has several. */
  summary?: string;
  /** Sent as JSON; text and bytes as they are. */
  body?: unknown;
  /** Of the body; JSON when left out. */
  mediaType?: string;
  /** Leaves it out of the document: it prepares what follows, perhaps on the other surface. */
  isSetUp?: true;
}

/** The last answer to a request of an endpoint, by its verb and path as the story wrote them. */
// biome-ignore lint/suspicious/noExplicitAny: an example picks out of an answer what it needs.
export type Earlier = (request: string) => any;

/** One that needs something of an earlier answer is a function of them. */
export type Story = readonly (ExampleRequest | ((earlier: Earlier) => ExampleRequest))[];

/** Of Hightouch and the quickstart workspace. */
export const cohortKeys = {
  partner_api_key: partnerCatalogue.find((its) => its.partner === 'hightouch')?.apiKeys[0]?.key,
  client_secret: quickstartDataImportKey,
};

/** Where the requests are sent to. */
const host = '127.0.0.1:27293';

/** When they are sent. */
const exampleTime = Date.UTC(2026, 2, 2, 9, 30);

/**
 * Sends a story's requests to an emulator as it starts without a configuration, with chance and time that repeat
 * themselves, and hands back what it answered.
 *
 * @param basePath  Where the paths of the surface begin.
 * @returns The examples by the names of their operations.
 * @throws Error when a request is not answered as its endpoint promises.
 */
export async function runStory(
  surface: Surface,
  basePath: string,
  story: Story,
): Promise<Map<string, Example[]>> {
  const { app, close } = startExampleServer();
  const examples = new Map<string, Example[]>();
  const answers = new Map<string, unknown>();
  try {
    for (const step of story) {
      const request = typeof step === 'function' ? step((name) => answers.get(name)) : step;
      const { example, answered } = await send(app, request.isSetUp ? '' : basePath, request);
      answers.set(request.request, answered);
      if (request.isSetUp) continue;
      const operation = operationOf(surface, request, example);
      examples.set(operation.name, [...(examples.get(operation.name) ?? []), example]);
    }
  } finally {
    close();
  }
  return examples;
}

function startExampleServer(): { app: Hono; close(): void } {
  const emulator = createEmulator({ clock: { now: () => exampleTime }, randomSeed: 9 });
  const defects: unknown[] = [];
  const app = createApp(emulator, { onFinished() {}, onDefect: (error) => defects.push(error) });
  emulator.applyStartState({
    partners: [],
    workspaces: [quickstartWorkspace],
  });
  return {
    app,
    close() {
      emulator.close();
      if (defects.length > 0) throw defects[0];
    },
  };
}

/** @throws Error when there is none, or it promises another status. */
function operationOf(surface: Surface, { request }: ExampleRequest, { answer }: Example): Operation {
  const [verb, target = ''] = request.split(' ');
  const { pathname } = new URL(target, 'http://x');
  const fitting = surface.operations.filter((its) => its.verb === verb && isOn(its.path, pathname));
  // `/segments/evaluate` goes before `/segments/{id}`.
  const [operation] = fitting.sort((a, b) => a.path.split('{').length - b.path.split('{').length);
  if (operation === undefined) throw new Error(`No endpoint answers to ${request}`);
  if (!operation.answers.some((its) => its.status === answer.status)) {
    throw new Error(`The example ${request} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return operation;
}

function isOn(template: string, pathname: string): boolean {
  const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(pathname);
}

/** @returns What the document shows, and the whole body of the answer: JSON, or else bytes. */
async function send(
  app: Hono,
  basePath: string,
  request: ExampleRequest,
): Promise<{ example: Example; answered: unknown }> {
  const { summary = 'Example', body, mediaType = 'application/json' } = request;
  const [verb = '', target = ''] = request.request.split(' ');
  const response = await app.request(`http://${host}${basePath}${target}`, {
    method: verb,
    headers: {
      host,
      authorization: `Bearer ${quickstartRestApiKey}`,
      ...(body !== undefined && { 'content-type': mediaType }),
    },
    ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
  const answered = isJson ? JSON.parse(new TextDecoder().decode(bytes), steady) : bytes;
  const example = {
    summary,
    ...(body !== undefined && !(body instanceof Uint8Array) && { body, mediaType }),
    answer: { status: response.status, ...(isJson && { body: answered }) },
  };
  return { example, answered };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** What differs from run to run and from machine to machine. */
const steadyValues: Record<string, unknown> = {
  duration_ms: 1.25,
  node: 'v24.0.0',
  size_bytes: 20_480,
  pid: 4_711,
};

function steady(name: string, value: unknown): unknown {
  return Object.hasOwn(steadyValues, name) ? steadyValues[name] : value;
}
