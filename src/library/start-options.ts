import { z } from 'zod';
import type { JournalEntry, Seed } from '../client/api.js';
import { EmulatorError } from '../domain/errors.js';
import type { Clock, RandomSource } from '../domain/time/clock.js';
import { describeIssue } from '../wire/describe-issue.js';

/** How an emulator of this process is started. */
export interface StartOptions {
  /** 0, the default, picks a free one. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Database file; in memory when left out. */
  db?: string;
  /** A seed file (YAML or JSON), or what would stand in one. Left out of a database that holds workspaces already. */
  seed?: string | Seed;
  /** Whether to begin with the quickstart workspace that the command line has. Default false. */
  quickstart?: boolean;
  /** Asked for by the control API. Required when `host` is not a loopback address. */
  adminToken?: string;
  /** Further values of `Host` that are answered on loopback, and hosts that a callback may go to. */
  allowedHosts?: readonly string[];
  /** Where the time comes from. Default: this machine. */
  clock?: Clock;
  /** Where chance comes from. Default: the operating system. */
  random?: RandomSource;
  /**
   * How long, in milliseconds of real time, a segment export waits before its work begins: its link does not work, and a
   * second export of the segment is refused. Default 300, at most 2,147,483,647.
   */
  exportDelayMs?: number;
  /** In place of `random`, a whole number: two runs of the same requests in the same order give the same ids and keys. */
  randomSeed?: number;
  /** Told of every request of the Braze surface once it is answered, as the journal has it. */
  onRequest?: (entry: JournalEntry) => void;
  /** Told, in words, what you should know, such as a callback that was not delivered. Default: a warning on the console. */
  onNotice?: (message: string) => void;
}

/** One that has this method, or is a function itself. */
const withMethod = (name: string) =>
  z.custom<object>(
    (value) => typeof (value as Record<string, unknown> | null)?.[name] === 'function',
    `expected an object with a method ${name}`,
  );
const aFunction = z.custom<() => void>((value) => typeof value === 'function', 'expected a function');

const schema = () =>
  z.strictObject({
    port: z.int().min(0).max(65_535).optional(),
    host: z.string().min(1).optional(),
    db: z.string().min(1).optional(),
    seed: z.union([z.string().min(1), z.looseObject({})], 'expected a file name or a seed').optional(),
    quickstart: z.boolean().optional(),
    adminToken: z.string().optional(),
    allowedHosts: z.array(z.string().min(1)).optional(),
    clock: withMethod('now').optional(),
    random: withMethod('bytes').optional(),
    exportDelayMs: z.int().min(0).max(2_147_483_647).optional(),
    randomSeed: z.int().min(0).optional(),
    onRequest: aFunction.optional(),
    onNotice: aFunction.optional(),
  });

/** @throws EmulatorError `invalid_request` with the name of the option. */
export function assertStartOptions(options: unknown): void {
  const result = schema().safeParse(options ?? {});
  if (result.success) return;
  const { path, message } = describeIssue(result.error, options);
  const names = Object.keys(schema().shape).join(', ');
  const isUnknown = result.error.issues[0]?.code === 'unrecognized_keys';
  const text = isUnknown ? `${path} is no option of startEmulator; there are ${names}` : `${path} ${message}`;
  throw new EmulatorError('invalid_request', text, { path });
}
