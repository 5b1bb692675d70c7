import type { z } from 'zod';
import type { FinishedRequest } from './domain/journal/request-record.js';
import type { Clock, RandomSource } from './domain/time/clock.js';
import type { Emulator } from './emulator.js';
import { visible } from './platform/visible.js';
import { startServer } from './server.js';
import { readAs } from './wire/control/read.js';
import { readSeed, type seedInput } from './wire/control/seed.js';
import { type workspaceAnswer, workspaceInput, workspaceJson } from './wire/control/workspaces.js';
import type { Wire } from './wire/endpoint.js';

export { EmulatorError, type ErrorCode } from './domain/errors.js';
export type { Decision, DecisionNote, JournalEntry } from './domain/journal/journal.js';
export type { FinishedRequest } from './domain/journal/request-record.js';
export type { Emulator } from './emulator.js';

/** A workspace to make, as in the body of `POST /_emulator/v1/workspaces`. Everything may be left out. */
export type WorkspaceInput = z.input<typeof workspaceInput>;
/** What a seed file holds. */
export type SeedInput = z.input<typeof seedInput>;

/** A workspace with all that a test needs to reach it, as `POST /_emulator/v1/workspaces` answers. */
export type CreatedWorkspace = Wire<typeof workspaceAnswer>;

export interface StartOptions {
  /** 0, the default, picks a free one. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Database file; in memory when left out. */
  db?: string;
  /** A seed file (YAML or JSON), or what would stand in one. Left out of a database that holds workspaces already. */
  seed?: string | SeedInput;
  /** Whether to begin with the quickstart workspace that the command line has. Default false. */
  quickstart?: boolean;
  /** Asked for by the control API: visible ASCII without blanks. Required when `host` is not a loopback address. */
  adminToken?: string;
  /** Further values of `Host` to answer to on loopback, and hosts that a callback may go to: names without a port. */
  allowedHosts?: readonly string[];
  clock?: Clock;
  random?: RandomSource;
  /**
   * How long, in milliseconds of real time, a segment export waits before its work begins: its link does not work, and a
   * second export of the segment is refused. Default 300, at most 2,147,483,647.
   */
  exportDelayMs?: number;
  /** In place of `random`, a whole number: two runs of the same requests in the same order give the same ids and keys. */
  randomSeed?: number;
  /** Told of every request of the Braze surface once it is answered. */
  onFinished?: (finished: FinishedRequest) => void;
  /** Told, in words, what you should know, such as a callback that was not delivered. Default: a warning on the console. */
  onNotice?: (message: string) => void;
}

/** A running server and the operations behind it. */
export interface RunningEmulator {
  /** The REST endpoint to give a connector, e.g. `http://127.0.0.1:41234`. */
  url: string;
  emulator: Emulator;
  /**
   * Makes an isolated world for one test.
   *
   * @throws EmulatorError `invalid_request`, `key_in_use` and so on, with the path of the value.
   */
  createWorkspace(input?: WorkspaceInput): CreatedWorkspace;
  /** Closes the server (requests in flight get five seconds), then the storage. */
  stop(): Promise<void>;
}

/**
 * Starts an emulator in this process. Without `seed` and `quickstart` there is no workspace in it yet.
 *
 * @throws EmulatorError `storage_unusable`, `admin_token_required`, `invalid_request`, or what is wrong in the seed; Node's own error when
 * the port cannot be had.
 */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const { seed, locate } =
    typeof options.seed === 'string'
      ? await (await import('./seed/seed-file.js')).readSeedFile(options.seed)
      : { seed: readSeed(options.seed) };
  const { url, emulator, stop } = await startServer({
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
    onFinished: options.onFinished ?? (() => {}),
    onDefect: (error) => console.error(error),
    onNotice: options.onNotice ?? ((message) => console.warn(visible(message))),
  });
  return {
    url,
    emulator,
    createWorkspace(input = {}) {
      const workspace = emulator.createWorkspace(readAs(workspaceInput, input, 'The workspace'));
      return workspaceJson(workspace, url);
    },
    stop,
  };
}
