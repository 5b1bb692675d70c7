import type { JournalEntry } from '../client/api.js';
import type { Caller } from '../client/call.js';
import type { FinishedRequest } from '../domain/journal/request-record.js';
import { visible } from '../platform/visible.js';
import { startServer } from '../server.js';
import { readSeed } from '../wire/control/seed.js';
import { type EmulatorHandle, EmulatorOf } from './emulator.js';
import { callerHere } from './here.js';
import { assertStartOptions, type StartOptions } from './start-options.js';

/** An emulator that runs in this process. `await using` stops it at the end of the block. */
export interface RunningEmulator extends EmulatorHandle<'here'>, AsyncDisposable {
  /** Closes the server (requests in flight get five seconds), then the storage. A second call does nothing more. */
  stop(): Promise<void>;
}

/**
 * Starts an emulator in this process. Without `seed` and `quickstart` there is no workspace in it yet.
 *
 * @throws EmulatorError `invalid_request` with the name of a wrong option, `storage_unusable`, `admin_token_required`, or
 * what is wrong in the seed; Node's own error when the port cannot be had.
 */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  assertStartOptions(options);
  const { onRequest } = options;
  const { seed, locate } =
    typeof options.seed === 'string'
      ? await (await import('../seed/seed-file.js')).readSeedFile(options.seed)
      : { seed: readSeed(options.seed) };
  let caller: Caller | undefined;
  const server = await startServer({
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    db: options.db,
    seed,
    locate,
    withQuickstart: options.quickstart ?? false,
    adminToken: options.adminToken,
    allowedHosts: options.allowedHosts ?? [],
    clock: options.clock,
    random: options.random,
    exportDelayMs: options.exportDelayMs,
    randomSeed: options.randomSeed,
    onFinished(finished) {
      if (onRequest && caller) onRequest(entryOf(caller, finished));
    },
    onDefect: (error) => console.error(error),
    onNotice: options.onNotice ?? ((message) => console.warn(visible(message))),
  });
  caller = callerHere(server.url, server.ask, options.adminToken);
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= server.stop());
  const its = Object.assign(new EmulatorOf(caller), { stop, [Symbol.asyncDispose]: stop });
  return its as unknown as RunningEmulator;
}

function entryOf(caller: Caller, { id, workspaceId }: FinishedRequest): JournalEntry {
  const entry =
    workspaceId === null
      ? caller.call('getServerRequest', { params: { id } })
      : caller.call('getRequest', { params: { ws: workspaceId, id } });
  return entry as JournalEntry;
}
