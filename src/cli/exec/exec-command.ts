import { workspacePagePath } from '../../client/page-path.js';
import { invariant } from '../../domain/errors.js';
import type { Seed } from '../../domain/seed/start-state.js';
import { EmulatorOf } from '../../library/emulator.js';
import { callerHere } from '../../library/here.js';
import { name } from '../../platform/version.js';
import { visible } from '../../platform/visible.js';
import { reportOf } from '../../report/verification-report.js';
import { type RunningServer, startServer } from '../../server.js';
import { type ConfiguredSeed, readConfiguredSeed } from '../configured-seed.js';
import { CommandError, exitCodes } from '../exit-codes.js';
import { defaultPort } from '../settings.js';
import { shellQuote } from '../shell-quote.js';
import { tell } from '../tell.js';
import { type Judging, judgeRun, readJudging } from '../verify/judging.js';
import { type ReportOptions, tellReport } from '../verify/tell-report.js';
import { Artifacts } from './artifacts.js';
import { type ExecLog, execLog } from './exec-log.js';
import { runCommand } from './run-command.js';

export interface ExecOptions extends ReportOptions {
  seed?: string;
  /** Whether calls to Braze's own hosts are taken, too. */
  intercept?: boolean;
  /** What becomes of calls that would leave this machine. */
  others: 'block' | 'pass';
  /**
   * Whether the workspace is judged once the command is over: by the rules of the contract, and by a file of expectations
   * when one is named.
   */
  verify?: true | string;
  /** How the rules are judged. */
  rules?: string;
  keepArtifacts?: string;
  randomSeed?: number;
}

/**
 * Runs a command with an emulator of its own: it finds the address and the keys of a workspace in its environment. The server
 * is there for as long as the command.
 *
 * @returns The exit code of the command; when that is 0, the one of the verdict.
 * @throws CommandError, or EmulatorError for what is wrong in the seed; then the command has not run.
 */
export async function exec(command: readonly string[], options: ExecOptions): Promise<number> {
  const configured = await readConfiguredSeed(options.seed);
  if (options.seed !== undefined) assertWorkspace(configured.seed, options.seed);
  const judging = await judgingOf(options);
  const artifacts = options.keepArtifacts === undefined ? undefined : new Artifacts(options.keepArtifacts);
  let isKept = false;
  let workspaceId: string | undefined;
  try {
    const log = execLog(
      options.intercept ? 'an address of Braze, and heed the proxy' : '$BRAZE_REST_ENDPOINT',
      artifacts && ((line) => artifacts.writeLog(line)),
    );
    const server = await startFor(configured, options, log, artifacts);
    try {
      const emulator = new EmulatorOf(callerHere(server.url, server.ask));
      const environment = await environmentFor(emulator);
      workspaceId = environment.BRAZE_EMULATOR_WORKSPACE;
      const code = await runIntercepted(command, environment, server.url, options);
      // Also when what follows fails.
      isKept = true;
      log.tellRequests(code);
      const verdict = judging && (await verdictOn(judging, emulator, workspaceId, options));
      isKept = code !== exitCodes.fine || (verdict ?? exitCodes.fine) !== exitCodes.fine;
      if (isKept) await artifacts?.writeJournal(emulator);
      return code === exitCodes.fine ? (verdict ?? code) : code;
    } finally {
      await server.stop();
    }
  } finally {
    artifacts?.end(isKept);
    if (isKept && artifacts !== undefined) tellArtifacts(artifacts, workspaceId);
  }
}

/** Runs the command; calls to Braze's own hosts come here too, if that is asked for. */
async function runIntercepted(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  emulatorUrl: string,
  { intercept, others }: ExecOptions,
): Promise<number> {
  if (!intercept) return runCommand(command, environment);
  const { startInterception } = await import('../../proxy/interception.js');
  const onBlocked = (host: string) =>
    tell(`A call to ${visible(host)} was blocked; --others pass lets it through`);
  const interception = await startInterception({ emulatorUrl, others, environment, onBlocked });
  try {
    return await runCommand(command, { ...environment, ...interception.environment });
  } finally {
    await interception.close();
  }
}

/** @throws CommandError for options of a verdict that is not asked for; else as `readJudging`. */
async function judgingOf({ verify, rules, json, junit, html }: ExecOptions): Promise<Judging | undefined> {
  if (verify !== undefined) return readJudging(verify === true ? undefined : verify, rules);
  const [idle] = Object.entries({ rules, json, junit, html }).filter(([, its]) => its !== undefined);
  if (idle === undefined) return undefined;
  throw new CommandError(exitCodes.usage, `--${idle[0]} is about the verdict; ask for one with --verify`);
}

/** @returns The exit code. Nobody else has used the server, so that requests which reached no workspace count, too. */
async function verdictOn(
  judging: Judging,
  emulator: EmulatorOf,
  workspace: string | undefined,
  options: ReportOptions,
): Promise<number> {
  const run = await judgeRun(judging, emulator, { usualWorkspace: workspace, isAlone: true });
  // The command has stdout.
  return tellReport(reportOf([run]), options, process.stderr);
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

/** The server is gone by now: the line starts one on what it left, and the address is the one that this has. */
function tellArtifacts({ folder, database }: Artifacts, workspaceId: string | undefined): void {
  tell(`What the run left is in ${folder}. To look at it: npx ${name} start --db ${shellQuote(database)}`);
  if (workspaceId === undefined) return;
  tell(`Then open http://127.0.0.1:${defaultPort}${workspacePagePath(workspaceId, 'requests')}`);
}
