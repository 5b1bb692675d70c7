import { startDueWorkTimer } from './background/due-work-timer.js';
import { startLeftoverRemoval } from './background/leftover-removal.js';
import { delayOf, exportDelayMsDefault, startSegmentExports } from './background/segment-exports.js';
import { adminTokenProblem } from './domain/admin-token.js';
import type { AppliedChange } from './domain/due-work.js';
import { EmulatorError, isError, isRefusal } from './domain/errors.js';
import type { FinishedRequest } from './domain/journal/request-record.js';
import {
  assertFaultsCanStrike,
  type Seed,
  type StartState,
  startStateOf,
} from './domain/seed/start-state.js';
import type { Clock, RandomSource } from './domain/time/clock.js';
import { createEmulator, type Emulator } from './emulator.js';
import { createApp } from './http/app.js';
import { serverPartsOf } from './http/control/app.js';
import { type InProcessCaller, inProcessCaller } from './http/control/in-process.js';
import { LazyMetrics } from './http/metrics/lazy-metrics.js';
import { listen } from './http/server.js';
import type { BodyPatience } from './http/slow-bodies.js';
import { unreadTeller } from './http/tell-unread.js';
import { isHostName } from './platform/host-name.js';
import { isLoopback } from './platform/loopback.js';
import { endpointFacts } from './wire/braze/endpoints.js';

/** What the command line and the library start a server with. */
export interface ServerOptions {
  port: number;
  host: string;
  /** Database file; in memory when left out. */
  db?: string;
  seed: Seed;
  withQuickstart: boolean;
  /** Asked for by the control API; required when `host` is not a loopback address. */
  adminToken?: string;
  /** Further values of `Host` to answer to on loopback, and hosts that a callback may go to: names without a port. */
  allowedHosts: readonly string[];
  clock?: Clock;
  random?: RandomSource;
  /** How long, of real time, a segment export waits before its work begins. Default 300. */
  exportDelayMs?: number;
  /** How long is waited for a body that does not come; a minute without a byte when left out, and five for the whole. */
  bodyPatience?: BodyPatience;
  /** How long a large body waits for room among those that are read; half a minute when left out. */
  roomPatienceMs?: number;
  /** Whether the process is the emulator's alone, so that it may replace globals. */
  ownsProcess?: boolean;
  /** In place of `random`: makes every id, key and random bucket repeatable. */
  randomSeed?: number;
  /** Told of every request of the Braze surface once it is answered. */
  onFinished: (finished: FinishedRequest) => void;
  /** Told of each change that a processing delay held back, once it is applied. */
  onApplied?: (applied: AppliedChange) => void;
  /** Told of a defect of the emulator; the answer is then a plain 500. */
  onDefect: (error: unknown) => void;
  /** Told, in words, what whoever runs the server should know. */
  onNotice: (message: string) => void;
  /** Says of a refused seed value where it stands in its file. */
  locate?: (error: EmulatorError) => EmulatorError | Promise<EmulatorError>;
}

export interface RunningServer {
  /** The REST endpoint to give a connector. */
  url: string;
  emulator: Emulator;
  /** The control API without HTTP. */
  ask: InProcessCaller;
  /** False when the storage held workspaces already, so that seed and quickstart were left out. */
  isStartStateApplied: boolean;
  /** Closes the server (requests in flight get five seconds), then the storage. */
  stop(): Promise<void>;
}

/**
 * Opens the storage, listens, and fills an empty storage with the start state before the first request is answered.
 *
 * @throws EmulatorError `admin_token_required`, `invalid_request`, `storage_unusable`, or what is wrong in the seed; Node's own error when
 * the port cannot be had. Nothing is left open then.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  assertGuarded(options);
  const emulator = createEmulator({
    file: options.db,
    onApplied: options.onApplied,
    clock: options.clock,
    random: options.random,
    randomSeed: options.randomSeed,
    adminToken: options.adminToken,
  });
  const { onNotice, onDefect, onStorageFailure } = tellersOf(emulator, options);
  let state: StartState = startStateOf(options.seed, options.withQuickstart);
  let isReady = false;
  const metrics = new LazyMetrics(emulator);
  const appOptions = {
    metrics,
    onFinished: options.onFinished,
    onDefect,
    onStorageFailure,
    isLoopback: isLoopback(options.host),
    adminToken: options.adminToken,
    allowedHosts: options.allowedHosts,
    isReady: () => isReady,
    resetToStart() {
      state = emulator.resetToStartState(state);
    },
  };
  const app = createApp(emulator, appOptions);
  const ending = new AbortController();
  const closers: (() => void | Promise<void>)[] = [() => ending.abort(), () => emulator.close()];
  const stop = async () => {
    for (const close of closers) await close();
  };
  try {
    // The port before the start state, so that a port which is taken leaves no seed behind in the file.
    const tellUnread = unreadTeller(emulator, metrics, options.onFinished, onStorageFailure);
    const server = await listen(app, { ...options, tellUnread });
    closers.unshift(startDueWorkTimer(emulator, onDefect));
    closers.unshift(startLeftoverRemoval(emulator, onDefect));
    closers.unshift(startExports(emulator, { ...options, onNotice, onDefect }));
    closers.unshift(() => server.close());
    const endpoints = Object.values(endpointFacts);
    assertFaultsCanStrike(state, endpoints);
    const applied = emulator.applyStartState(state);
    state = applied ?? state;
    isReady = true;
    const partOptions = { ...appOptions, renderMetrics: () => metrics.render() };
    const parts = serverPartsOf(emulator, partOptions, endpoints);
    const ask = inProcessCaller(emulator, parts, server.url, ending.signal);
    return { url: server.url, emulator, ask, isStartStateApplied: applied !== undefined, stop };
  } catch (error) {
    await stop();
    throw error instanceof EmulatorError && options.locate ? await options.locate(error) : error;
  }
}

/**
 * Who tells of what requests are not told: without secrets, and of failures of the storage in a sentence, each once however
 * many requests meet it.
 */
function tellersOf(emulator: Emulator, { onNotice, onDefect }: Pick<ServerOptions, 'onNotice' | 'onDefect'>) {
  const told = new Set<string>();
  const onStorageFailure = ({ message }: EmulatorError) => {
    if (told.has(message)) return;
    told.add(message);
    onNotice(emulator.redact(message));
  };
  return {
    onStorageFailure,
    onNotice: (message: string) => onNotice(emulator.redact(message)),
    onDefect(error: unknown) {
      if (isRefusal(error, 'storage_unusable')) return onStorageFailure(error);
      if (isError(error)) {
        error.message = emulator.redact(error.message);
        error.stack &&= emulator.redact(error.stack);
      }
      onDefect(error);
    },
  };
}

function startExports(emulator: Emulator, options: ServerOptions): () => Promise<void> {
  const { exportDelayMs = exportDelayMsDefault, allowedHosts, onNotice, onDefect } = options;
  return startSegmentExports(emulator, { delay: delayOf(exportDelayMs), allowedHosts, onNotice, onDefect });
}

/**
 * Others than this machine reach the server, so the control API needs a lock; and a lock that no key fits, or any, is none.
 *
 * @throws EmulatorError `invalid_request`, `admin_token_required`.
 */
export function assertGuarded(options: Pick<ServerOptions, 'host' | 'adminToken' | 'allowedHosts'>): void {
  const { adminToken, allowedHosts } = options;
  const problem = adminToken === undefined ? undefined : adminTokenProblem(adminToken);
  if (problem !== undefined) throw new EmulatorError('invalid_request', problem, { path: 'adminToken' });
  const odd = allowedHosts.find((host) => !isHostName(host));
  if (odd !== undefined) {
    throw new EmulatorError(
      'invalid_request',
      `'${odd}' is no host; give a name or an address alone, such as host.docker.internal (--allowed-host; allowedHosts in code)`,
      { path: 'allowedHosts' },
    );
  }
  if (isLoopback(options.host) || adminToken !== undefined) return;
  throw new EmulatorError(
    'admin_token_required',
    `To listen on ${options.host}, which is not a loopback address, an admin token is required (--admin-token; adminToken in code)`,
  );
}
