import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JournalEntry } from '../client/api.js';
import {
  type CertificationReport,
  certificationOf,
  type ScenarioReport,
} from '../report/certification-report.js';
import { runScenario, type ScenarioRunOptions } from './run-scenario.js';
import type { Scenario } from './scenario.js';

export interface CertifyOptions extends Omit<ScenarioRunOptions, 'folder' | 'round'> {
  /** What is run, for the report. */
  command: readonly string[];
  /** How often each scenario is run. */
  repeat: number;
  /** Folder to leave the files of failed scenarios in. */
  keepArtifacts?: string;
  /** Told of each scenario once it is over, with how many are over and how many there are. */
  onScenario(report: ScenarioReport, done: number, total: number): void;
  /** Ends the run once the connector has ended. */
  signal: AbortSignal;
}

/** Runs a connector through scenarios, one after the other, and judges it. @throws the reason of the signal. */
export async function certify(
  scenarios: readonly Scenario[],
  options: CertifyOptions,
): Promise<CertificationReport> {
  const startedAt = options.now();
  const reports: ScenarioReport[] = [];
  const runConnector: CertifyOptions['runConnector'] = async (environment) => {
    const end = await options.runConnector(environment);
    options.signal.throwIfAborted();
    return end;
  };
  const total = scenarios.length * options.repeat;
  for (let round = 1; round <= options.repeat; round++) {
    for (const scenario of scenarios) {
      const report = await inFolder(scenario, { ...options, runConnector, round });
      reports.push(report);
      options.onScenario(report, reports.length, total);
    }
  }
  return certificationOf(options.command, options.now() - startedAt, reports);
}

/** Runs it in a folder that is removed, unless the scenario fails and its files are to be kept. */
async function inFolder(
  scenario: Scenario,
  options: CertifyOptions & { round: number },
): Promise<ScenarioReport> {
  const { keepArtifacts, repeat, round, emulator } = options;
  // No other folder there has such a name: an earlier one with it is removed.
  const name = `braze-certify-${scenario.id}${repeat === 1 ? '' : `-${round}`}`;
  const folder =
    keepArtifacts === undefined
      ? await mkdtemp(path.join(tmpdir(), 'braze-certify-'))
      : await freshFolder(path.join(path.resolve(keepArtifacts), name));
  let isKept = false;
  try {
    const workspace = await emulator.createWorkspace({ ...scenario.workspace, name: scenario.id });
    const report = await runScenario(scenario, workspace, { ...options, folder });
    isKept = keepArtifacts !== undefined && !report.passed;
    if (isKept) await writeArtifacts(folder, report, await workspace.requests());
    await workspace.delete();
    return isKept ? { ...report, artifacts: folder } : report;
  } finally {
    if (!isKept) await rm(folder, { recursive: true, force: true });
  }
}

/** That of an earlier run gives way. */
async function freshFolder(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Beside what the connector was given: what it printed, and its requests. */
async function writeArtifacts(
  folder: string,
  { syncs }: ScenarioReport,
  requests: readonly JournalEntry[],
): Promise<void> {
  const lines = requests.map((entry) => `${JSON.stringify(entry)}\n`);
  await writeFile(path.join(folder, 'requests.ndjson'), lines.join(''));
  for (const { number, output_tail } of syncs) {
    await writeFile(path.join(folder, `sync-${number}`, 'output.txt'), output_tail);
  }
}
