import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { FinishedRequest } from '../../src/domain/journal/request-record.js';
import type { NewWorkspace } from '../../src/domain/seed/blueprint.js';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator.js';
import { type AppOptions, createApp } from '../../src/http/app.js';
import type { BodyRooms } from '../../src/http/body-room.js';
import { LazyMetrics } from '../../src/http/metrics/lazy-metrics.js';
import { listen } from '../../src/http/server.js';
import type { BodyPatience } from '../../src/http/slow-bodies.js';
import { unreadTeller } from '../../src/http/tell-unread.js';
import type { WorkspaceView } from '../../src/operations/workspaces/create-workspace.js';
import { validateExchange } from './documents/validate.js';

/** An answer as a client sees it. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; `undefined` when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
  json: any;
}

export type Send = (path: string, init?: RequestInit) => Promise<Answer>;

/** A fresh emulator with one workspace, and a way to send it requests. */
export interface TestEmulator {
  emulator: Emulator;
  workspace: WorkspaceView;
  /** Where it listens; in process only a name. */
  url: string;
  partnerApiKey: string;
  dataImportKey: string;
  restApiKey: string;
  /** Every request of the Braze surface that was answered, oldest first. */
  finished: FinishedRequest[];
  send: Send;
  /** POST with a JSON body; a string is sent as it is. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** POST with the workspace's REST API key. */
  rest(path: string, body: unknown): Promise<Answer>;
  /** POST to a partner endpoint with both keys in the body; `fields` may replace them. */
  partner(path: string, fields: Record<string, unknown>): Promise<Answer>;
  cohorts(fields: Record<string, unknown>): Promise<Answer>;
  cohortUsers(fields: Record<string, unknown>): Promise<Answer>;
  /** External ids (or else the first device or alias) of a cohort's members, sorted. */
  members(cohortId: string, partner?: string): string[];
}

/** How requests reach the emulator: `in process`, or `over a socket`. */
export type Transport = 'in process' | 'over a socket';
export const transports: Transport[] = ['in process', 'over a socket'];

export interface TestOptions extends EmulatorOptions {
  transport?: Transport;
  workspace?: NewWorkspace;
  /** Of the app, where they matter. */
  app?: Partial<AppOptions>;
  /** Over a socket. */
  bodyPatience?: BodyPatience;
  roomPatienceMs?: number;
  /** In process, where there are none otherwise. */
  bodyRooms?: BodyRooms;
}

/** Released when the test that asked for it finishes. */
export async function freshEmulator(options: TestOptions = {}): Promise<TestEmulator> {
  const emulator = createEmulator(options);
  const finished: FinishedRequest[] = [];
  const defects: unknown[] = [];
  const metrics = new LazyMetrics(emulator);
  const onFinished = (exchange: FinishedRequest) => void finished.push(exchange);
  const app = createApp(emulator, {
    metrics,
    onFinished,
    onDefect: (error) => defects.push(error),
    ...options.app,
  });
  let url = 'http://127.0.0.1';
  let send: Send;
  if (options.transport === 'over a socket') {
    const server = await listen(app, {
      port: 0,
      host: '127.0.0.1',
      tellUnread: unreadTeller(emulator, metrics, onFinished, () => {}),
      bodyPatience: options.bodyPatience,
      roomPatienceMs: options.roomPatienceMs,
    });
    onTestFinished(() => server.close());
    url = server.url;
    send = (path, init) => sendAndValidate(() => fetch(url + path, init), finished, path, init);
  } else {
    send = (path, init) =>
      sendAndValidate(
        () => app.request(url + path, init, { bodyRooms: options.bodyRooms }),
        finished,
        path,
        init,
      );
  }
  onTestFinished(() => {
    emulator.close();
    // A 500 is a defect wherever it happens, also in a test that looks at something else.
    if (defects.length > 0) throw defects[0];
  });
  const workspace = emulator.createWorkspace(options.workspace ?? {});
  return { emulator, workspace, url, finished, ...clientOf(send, emulator, workspace) };
}

function clientOf(
  send: Send,
  emulator: Emulator,
  workspace: WorkspaceView,
): Omit<TestEmulator, 'emulator' | 'workspace' | 'url' | 'finished'> {
  const partnerApiKey = workspace.partners[0]?.partnerApiKey ?? '';
  const dataImportKey = workspace.partners[0]?.dataImportKeys[0]?.key ?? '';
  const restApiKey = workspace.restApiKeys[0]?.key ?? '';
  const post: TestEmulator['post'] = (path, body, headers = {}) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const partner: TestEmulator['partner'] = (path, fields) =>
    post(path, { partner_api_key: partnerApiKey, client_secret: dataImportKey, ...fields });
  const name = workspace.partners[0]?.partner ?? 'hightouch';
  return {
    partnerApiKey,
    dataImportKey,
    restApiKey,
    send,
    post,
    rest: (path, body) => post(path, body, { authorization: `Bearer ${restApiKey}` }),
    partner,
    cohorts: (fields) => partner(`/partners/${name}/cohorts`, fields),
    cohortUsers: (fields) => partner(`/partners/${name}/cohorts/users`, fields),
    members: (cohortId, itsPartner = name) =>
      emulator
        .listCohortMembers(workspace, itsPartner, cohortId, { limit: 1000 })
        .items.map(
          (profile) =>
            profile.externalId ?? profile.deviceIds[0] ?? profile.aliases[0]?.name ?? profile.brazeId,
        )
        .sort(),
  };
}

/** Both the request and its answer must be as the OpenAPI documents say, whatever the test is about. */
async function sendAndValidate(
  request: () => Promise<Response> | Response,
  finished: readonly FinishedRequest[],
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const answer = await answerOf(await request());
  const contentType = new Headers(init.headers).get('content-type') ?? '';
  const id = answer.headers.get('x-request-id');
  const effect = finished.findLast((its) => its.id === id)?.fault?.effect;
  validateExchange({ verb: init.method ?? 'GET', path, body: init.body, contentType, answer, effect });
  return answer;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** An id that no other test has. */
export function anId(): string {
  return randomUUID();
}
