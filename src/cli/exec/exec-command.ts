import { invariant } from '../../domain/errors.js';
import type { Seed } from '../../domain/seed/start-state.js';
import { EmulatorOf } from '../../library/emulator.js';
import { callerHere } from '../../library/here.js';
import { name } from '../../platform/version.js';
import { type RunningServer, startServer } from '../../server.js';
import { type ConfiguredSeed, readConfiguredSeed } from '../configured-seed.js';
import { CommandError, exitCodes } from '../exit-codes.js';
import { shellQuote } from '../shell-quote.js';
import { tell } from '../tell.js';
import { Artifacts } from './artifacts.js';
import { type ExecLog, execLog } from './exec-log.js';
import { runCommand } from './run-command.js';

export interface ExecOptions {
  seed?: string;
  keepArtifacts?: string;
  randomSeed?: number;
  intercept?: true;
  others?: 'block' | 'pass';
}

/**
 * Runs a command with an emulator of its own: it finds the address and the keys of a workspace in its environment. The server
 * is there for as long as the command.
 *
 * @returns The exit code of the command.
 * @throws CommandError, or EmulatorError for what is wrong in the seed; then the command has not run.
 */
export async function exec(command: readonly string[], options: ExecOptions): Promise<number> {
  const configured = await readConfiguredSeed(options.seed);
  if (options.seed !== undefined) assertWorkspace(configured.seed, options.seed);
  const artifacts = options.keepArtifacts === undefined ? undefined : new Artifacts(options.keepArtifacts);
  let isKept = false;
  try {
    const log = execLog(artifacts && ((line) => artifacts.writeLog(line)));
    const server = await startFor(configured, options, log, artifacts);
    try {
      const emulator = new EmulatorOf(callerHere(server.url, server.ask));
      const environment = await environmentFor(emulator);
      const code = options.intercept
        ? await runIntercepted(command, environment, server.url, options)
        : await runCommand(command, environment);
      log.tellRequests(code);
      isKept = code !== exitCodes.fine;
      if (isKept) await artifacts?.writeJournal(emulator);
      return code;
    } finally {
      await server.stop();
    }
  } finally {
    artifacts?.end(isKept);
    if (isKept && artifacts !== undefined) tellArtifacts(artifacts);
  }
}

/** The environment has to name a workspace. @throws CommandError */
function assertWorkspace(seed: Seed, file: string): void {
  if (seed.workspaces.length > 0) return;
  throw new CommandError(
    exitCodes.usage,
    `${file} has no workspace; exec runs the command with the first one`,
  );
}

function startFor(
  { seed, locate }: ConfiguredSeed,
  options: ExecOptions,
  log: ExecLog,
  artifacts: Artifacts | undefined,
): Promise<RunningServer> {
  return startServer({
    port: 0,
    host: '127.0.0.1',
    db: artifacts?.database,
    seed,
    withQuickstart: options.seed === undefined,
    allowedHosts: [],
    randomSeed: options.randomSeed,
    ownsProcess: true,
    onFinished: log.request,
    onApplied: log.applied,
    onDefect: log.defect,
    onNotice: log.notice,
    locate,
  });
}

/**
 * Ours with the variables of DESIGN 3. A key that the workspace does not have is not inherited either: it may be one of
 * Braze.
 */
async function environmentFor(emulator: EmulatorOf): Promise<NodeJS.ProcessEnv> {
  const [first] = await emulator.workspaces();
  invariant(first, 'There is the first workspace of the seed, or the quickstart one');
  const { env } = await emulator.workspace(first.id);
  const { BRAZE_REST_API_KEY, BRAZE_PARTNER_API_KEY, BRAZE_DATA_IMPORT_KEY, ...inherited } = process.env;
  return { ...inherited, ...env };
}

/** Runs a command whose calls to Braze's own addresses reach the emulator. */
async function runIntercepted(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  emulatorUrl: string,
  { others = 'block' }: ExecOptions,
): Promise<number> {
  const { startInterception } = await import('../../proxy/interception.js');
  const onBlocked = (host: string) => tell(`A call to ${host} was blocked; --others pass lets it through`);
  const interception = await startInterception({ emulatorUrl, others, onBlocked, environment });
  try {
    return await runCommand(command, { ...environment, ...interception.environment });
  } finally {
    await interception.close();
  }
}

function tellArtifacts({ folder, database }: Artifacts): void {
  tell(
    `Journal, log and database are in ${folder}. To look at them: ${name} start --db ${shellQuote(database)}`,
  );
}
