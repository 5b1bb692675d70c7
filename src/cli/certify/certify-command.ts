import { certify } from '../../certify/certify.js';
import type { Scenario } from '../../certify/scenario.js';
import { readBuiltInScenarios, readScenarioFile } from '../../certify/scenario-file.js';
import { emptySeed } from '../../domain/seed/start-state.js';
import { readRulesFile } from '../../expectations/rules-file.js';
import { EmulatorOf } from '../../library/emulator.js';
import { callerHere } from '../../library/here.js';
import { visible } from '../../platform/visible.js';
import type { CertificationReport } from '../../report/certification-report.js';
import { startServer } from '../../server.js';
import { paintFor } from '../colours.js';
import { runCommand } from '../exec/run-command.js';
import { CommandError, describeDefect, exitCodeOfSignal, exitCodes } from '../exit-codes.js';
import { tell } from '../tell.js';
import type { ReportOptions } from '../verify/tell-report.js';
import { OutputTail } from './output-tail.js';
import { progressText } from './progress.js';
import { tellCertification } from './tell-certification.js';

export interface CertifyCommandOptions extends ReportOptions {
  /** Ids of scenarios; empty means all. */
  only: string[];
  /** A file of scenarios, in place of ours. */
  scenarios?: string;
  repeat: number;
  /** Of one sync, in seconds. */
  timeout: number;
  scale: number;
  rules?: string;
  intercept?: boolean;
  keepArtifacts?: string;
  randomSeed?: number;
  list?: true;
}

/**
 * Runs a connector through scenarios.
 *
 * @returns The exit code: 1 when a scenario failed, 4 when the connector never called where it should have.
 * @throws CommandError, or EmulatorError for what is wrong in a file; then the command has not run.
 */
export async function certifyCommand(
  command: readonly string[],
  options: CertifyCommandOptions,
): Promise<number> {
  const scenarios = await chosenScenarios(options);
  if (options.list) return list(scenarios);
  if (command.length === 0) {
    throw new CommandError(
      exitCodes.usage,
      'Which command runs the connector? Write it after --, e.g. certify -- node sync.js',
    );
  }
  const ending = new EndingSignal();
  try {
    return await tellCertification(await runAll(command, scenarios, options, ending.signal), options);
  } catch (error) {
    if (ending.exitCode !== undefined && ending.signal.aborted) return ending.exitCode;
    throw error;
  } finally {
    ending.remove();
  }
}

/** A signal goes to the connector first; then no further scenario is begun. */
class EndingSignal {
  exitCode: number | undefined;
  private readonly controller = new AbortController();
  private readonly names = ['SIGINT', 'SIGTERM'] as const;
  private readonly end = (name: NodeJS.Signals) => {
    this.exitCode = exitCodeOfSignal(name as 'SIGINT' | 'SIGTERM');
    this.controller.abort();
  };

  constructor() {
    for (const name of this.names) process.on(name, this.end);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  remove(): void {
    for (const name of this.names) process.off(name, this.end);
  }
}

async function chosenScenarios({ scenarios: file, only }: CertifyCommandOptions): Promise<Scenario[]> {
  const all = file === undefined ? await readBuiltInScenarios() : await readScenarioFile(file);
  const unknown = only.find((id) => !all.some((its) => its.id === id));
  if (unknown !== undefined) {
    const ids = all.map(({ id }) => id).join(', ');
    throw new CommandError(exitCodes.usage, `--only: there is no scenario '${unknown}'; there are ${ids}`);
  }
  return only.length === 0 ? all : all.filter(({ id }) => only.includes(id));
}

function list(scenarios: readonly Scenario[]): number {
  const width = Math.max(...scenarios.map(({ id }) => id.length));
  for (const { id, title } of scenarios) process.stdout.write(`${id.padEnd(width)}  ${visible(title)}\n`);
  return exitCodes.fine;
}

async function runAll(
  command: readonly string[],
  scenarios: readonly Scenario[],
  options: CertifyCommandOptions,
  signal: AbortSignal,
): Promise<CertificationReport> {
  const rules = options.rules === undefined ? { version: 1 as const } : await readRulesFile(options.rules);
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    seed: emptySeed,
    withQuickstart: false,
    allowedHosts: [],
    randomSeed: options.randomSeed,
    ownsProcess: true,
    onFinished() {},
    onDefect: (error) => tell(describeDefect(error)),
    onNotice: tell,
  });
  const around = options.intercept ? await intercepted(server.url) : undefined;
  const timeoutMs = options.timeout * 1000;
  const paint = paintFor(process.stderr, process.env);
  try {
    return await certify(scenarios, {
      emulator: new EmulatorOf(callerHere(server.url, server.ask)),
      command,
      repeat: options.repeat,
      scale: options.scale,
      timeoutMs,
      keepArtifacts: options.keepArtifacts,
      signal,
      now: () => performance.now(),
      runConnector: (environment) =>
        runConnector(command, { ...process.env, ...environment, ...around?.environment }, timeoutMs),
      rules,
      blockedHosts: () => around?.blockedHosts() ?? [],
      onScenario: (result, done, total) => process.stderr.write(progressText(result, done, total, paint)),
    });
  } finally {
    await around?.close();
    await server.stop();
  }
}

/** Calls to Braze's own hosts come here; those to others are blocked, and told of. */
async function intercepted(emulatorUrl: string) {
  const { startInterception } = await import('../../proxy/interception.js');
  const hosts: string[] = [];
  const onBlocked = (host: string) => hosts.push(visible(host));
  const { environment, tellBlocked, close } = await startInterception({
    emulatorUrl,
    others: 'block',
    onBlocked,
  });
  const blockedHosts = () => {
    tellBlocked();
    return hosts;
  };
  return { environment, close, blockedHosts };
}

async function runConnector(command: readonly string[], environment: NodeJS.ProcessEnv, timeoutMs: number) {
  const tail = new OutputTail();
  let isTimedOut = false;
  const onTimeout = () => {
    isTimedOut = true;
  };
  const exitCode = await runCommand(command, environment, { onOutput: tail.add, timeoutMs, onTimeout });
  return { exitCode, isTimedOut, outputTail: tail.text };
}
