import type { Seed } from '../../domain/seed/start-state.js';
import { partnerCatalogue } from '../../domain/workspaces/partner.js';
import { EmulatorOf } from '../../library/emulator.js';
import { callerHere } from '../../library/here.js';
import { readRecording } from '../../recording/recording-file.js';
import { replay } from '../../recording/replay.js';
import type { RunReport } from '../../report/verification-report.js';
import { startServer } from '../../server.js';
import { readConfiguredSeed } from '../configured-seed.js';
import { CommandError, describeDefect, exitCodes } from '../exit-codes.js';
import { tell } from '../tell.js';
import { type Judging, judgeRun } from './judging.js';

/**
 * Judges recorded traffic: on its own times and answers, with what its requests do to a fresh workspace.
 *
 * @param against  The file with it.
 * @param seed  What Braze held before; without it the workspace is empty.
 * @throws CommandError, or EmulatorError for what is wrong in a file.
 */
export async function judgeRecording(
  judging: Judging,
  against: string,
  seed: string | undefined,
): Promise<RunReport> {
  const recording = await readRecording(against);
  if (recording.exchanges.length === 0) {
    const others = recording.othersCount === 0 ? '' : `; it has ${recording.othersCount} to others`;
    throw new CommandError(exitCodes.nothingVerified, `${against} has no request to Braze${others}`);
  }
  const configured = await readConfiguredSeed(seed);
  if (seed !== undefined && configured.seed.workspaces.length === 0) {
    throw new CommandError(exitCodes.usage, `${seed} has no workspace for the recording`);
  }
  const server = await startFor(configured.seed, configured.locate);
  try {
    const emulator = new EmulatorOf(callerHere(server.url, server.ask));
    const shop = await workspaceFor(emulator, seed === undefined, recording.exchanges);
    const { refused } = await replay(recording.exchanges, server, shop);
    for (const { message, count } of refused) {
      const requests = count === 1 ? 'A request that was' : `${count} requests that were`;
      tell(`${requests} accepted in the recording had no effect here: ${message}`);
    }
    const run = await judgeRun(judging, emulator, { workspace: shop.id, isAlone: true });
    return { ...run, source: run.source ?? against };
  } finally {
    await server.stop();
  }
}

function startFor(seed: Seed, locate: Parameters<typeof startServer>[0]['locate']) {
  return startServer({
    port: 0,
    host: '127.0.0.1',
    seed,
    withQuickstart: false,
    allowedHosts: [],
    ownsProcess: true,
    onFinished: () => {},
    onDefect: (error) => tell(describeDefect(error)),
    onNotice: tell,
    locate,
  });
}

/** The first workspace of the seed, or an empty one with every partner that the recording names. */
async function workspaceFor(emulator: EmulatorOf, isEmpty: boolean, exchanges: readonly { path: string }[]) {
  const [first] = await emulator.workspaces();
  if (!isEmpty && first !== undefined) return emulator.workspace(first.id);
  const named = new Set(exchanges.map(({ path }) => /^\/partners\/([^/]+)/.exec(path)?.[1]?.toLowerCase()));
  const partners = partnerCatalogue.map(({ partner }) => partner).filter((its) => named.has(its));
  return emulator.createWorkspace({ name: 'recording', partners });
}
