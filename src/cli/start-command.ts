import { isNodeError } from '../domain/errors.js';
import { quickstartWorkspace } from '../domain/seed/quickstart.js';
import { takesFromQuickstart } from '../domain/seed/start-state.js';
import { systemClock } from '../emulator.js';
import type { WorkspaceView } from '../operations/workspaces/create-workspace.js';
import { version } from '../platform/version.js';
import { type RunningServer, startServer } from '../server.js';
import { bannerText } from './banner.js';
import { paintFor } from './colours.js';
import { type ConfiguredSeed, readConfiguredSeed } from './configured-seed.js';
import { CommandError, exitCodeOfSignal, exitCodes } from './exit-codes.js';
import { jsonLog, type Log, prettyLog, quietLog } from './log.js';
import type { Settings } from './settings.js';

/**
 * Serves until a signal comes. The first line on stdout is the address, and the only one; everything else is on stderr.
 *
 * @returns The exit code: 128 + n for signal n.
 * @throws CommandError, or EmulatorError `storage_unusable` or for what is wrong in settings and seed.
 */
export async function start(settings: Settings): Promise<number> {
  const signalled = firstSignal();
  const log = logOf(settings);
  const configured = await readConfiguredSeed(settings.seed);
  const server = await startServer({
    port: settings.port,
    host: settings.host,
    db: settings.db,
    seed: configured.seed,
    withQuickstart: settings.quickstart,
    adminToken: settings.adminToken,
    allowedHosts: settings.allowedHost,
    randomSeed: settings.randomSeed,
    ownsProcess: true,
    onFinished: log.request,
    onApplied: log.applied,
    onDefect: log.defect,
    onNotice: log.notice,
    locate: configured.locate,
  }).catch((error: unknown) => {
    throw listenFailure(error, settings) ?? error;
  });
  const isJson = settings.logFormat === 'json';
  process.stdout.write(`${isJson ? JSON.stringify({ url: server.url }) : server.url}\n`);
  tellStart(server, settings, configured.seed, log);

  const signal = await signalled;
  log.notice(`${signal}: stopping; requests in flight have five seconds`);
  await server.stop();
  return exitCodeOfSignal(signal);
}

type StopSignal = Parameters<typeof exitCodeOfSignal>[0];

/** The first signal that asks to stop. A second one ends the process at once. */
function firstSignal(): Promise<StopSignal> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isStopping) process.exit(exitCodeOfSignal(signal));
        isStopping = true;
        resolve(signal);
      });
    }
  });
}

function logOf(settings: Settings): Log {
  const write = (line: string) => process.stderr.write(`${line}\n`);
  const log =
    settings.logFormat === 'json'
      ? jsonLog(write, systemClock)
      : prettyLog(write, paintFor(process.stderr, process.env));
  return settings.quiet ? quietLog(log) : log;
}

function tellStart(server: RunningServer, settings: Settings, seed: ConfiguredSeed['seed'], log: Log): void {
  if (settings.logFormat === 'pretty' && !settings.quiet) {
    const { url } = server;
    const banner = { version, url, db: settings.db, workspace: workspaceToShow(server) };
    process.stderr.write(`${bannerText(banner, paintFor(process.stderr, process.env))}\n`);
  }
  if (!server.isStartStateApplied) {
    log.notice(`${settings.db} holds workspaces already; quickstart and seed were left out`);
  } else if (settings.quickstart && takesFromQuickstart(seed)) {
    log.notice('The seed uses the id or a key of the quickstart workspace, so that one was left out');
  }
}

/** The quickstart workspace, or else the first one. */
function workspaceToShow({ emulator }: RunningServer): WorkspaceView | undefined {
  const { items } = emulator.listWorkspaces({ limit: 100 });
  return items.find((workspace) => workspace.name === quickstartWorkspace.name) ?? items[0];
}

/** Why the address cannot be listened on, in words; `undefined` for any other error. */
function listenFailure(error: unknown, { port, host }: Settings): CommandError | undefined {
  const reasons: Partial<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is in use; choose another with --port, or --port 0 for a free one`,
    EACCES: `Port ${port} on ${host} may not be opened by this user; choose one from 1024 up with --port`,
    EADDRNOTAVAIL: `${host} is not an address of this machine`,
    ENOTFOUND: `The host name ${host} is not known`,
    EAI_AGAIN: `The host name ${host} cannot be looked up`,
  };
  const reason = isNodeError(error) ? reasons[error.code ?? ''] : undefined;
  return reason === undefined ? undefined : new CommandError(exitCodes.cannotStart, reason);
}
