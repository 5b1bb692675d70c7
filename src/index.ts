import type { Clock, RandomSource } from './domain/clock.js';
import { createEmulator, type Emulator } from './emulator.js';
import { createApp } from './http/app.js';
import type { FinishedExchange } from './http/exchange.js';
import { listen } from './http/server.js';

export { EmulatorError, type ErrorCode } from './domain/errors.js';
export type { Emulator } from './emulator.js';
export type { FinishedExchange } from './http/exchange.js';

export interface StartOptions {
  /** 0, the default, picks a free one. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Database file; in memory when left out. */
  db?: string;
  clock?: Clock;
  random?: RandomSource;
  /** Told of every request of the Braze surface once it is answered. */
  onFinished?: (finished: FinishedExchange) => void;
}

/** A running server and the operations behind it. */
export interface RunningEmulator {
  /** The REST endpoint to give a connector, e.g. `http://127.0.0.1:41234`. */
  url: string;
  emulator: Emulator;
  /** Closes the server, then the storage. */
  stop(): Promise<void>;
}

/**
 * Starts an emulator in this process, with no workspace in it yet.
 *
 * @throws EmulatorError `storage_unusable`; Node's own error when the port cannot be had.
 */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const emulator = createEmulator({
    file: options.db,
    ...(options.clock && { clock: options.clock }),
    ...(options.random && { random: options.random }),
  });
  const app = createApp(emulator, {
    onFinished: options.onFinished ?? (() => {}),
    onDefect: (error) => console.error(error),
  });
  const server = await listen(app, { port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  return {
    url: server.url,
    emulator,
    async stop() {
      await server.close();
      emulator.close();
    },
  };
}
