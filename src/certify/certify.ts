import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkspaceHandle } from '../library/handles/workspace.js';
import { type CertifyResult, type ScenarioResult, verdictOn } from './result.js';
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
  onScenario(result: ScenarioResult, done: number, total: number): void;
  /** Ends the run once the connector has ended. */
  signal: AbortSignal;
}

/** Runs a connector through scenarios, one after the other, and judges it. */
export async function certify(
  scenarios: readonly Scenario[],
  options: CertifyOptions,
): Promise<CertifyResult> {
  const startedAt = options.now();
  const results: ScenarioResult[] = [];
  const runConnector: CertifyOptions['runConnector'] = async (environment) => {
    const end = await options.runConnector(environment);
    options.signal.throwIfAborted();
    return end;
  };
  const total = scenarios.length * options.repeat;
  for (let round = 1; round <= options.repeat; round++) {
    for (const scenario of scenarios) {
      const result = await inFolder(scenario, { ...options, runConnector, round });
      results.push(result);
      options.onScenario(result, results.length, total);
    }
  }
  return {
    command: options.command,
    verdict: verdictOn(results),
    durationMs: options.now() - startedAt,
    scenarios: results,
  };
}

/** Runs it in a folder that is removed, unless the scenario fails and its files are to be kept. */
async function inFolder(
  scenario: Scenario,
  options: CertifyOptions & { round: number },
): Promise<ScenarioResult> {
  const { keepArtifacts, repeat, round } = options;
  const name = repeat === 1 ? scenario.id : `${scenario.id}-${round}`;
  const folder =
    keepArtifacts === undefined
      ? await mkdtemp(path.join(tmpdir(), 'braze-certify-'))
      : await freshFolder(path.join(path.resolve(keepArtifacts), name));
  let isKept = false;
  let workspace: WorkspaceHandle<'either'> | undefined;
  try {
    const result = await runScenario(scenario, {
      ...options,
      folder,
      async judgeRules(its) {
        workspace = its;
        return options.judgeRules(its);
      },
    });
    isKept = keepArtifacts !== undefined && !result.isPassed;
    if (!isKept) return result;
    await writeRequests(path.join(folder, 'requests.ndjson'), workspace);
    for (const { number, outputTail } of result.syncs) {
      await writeFile(path.join(folder, `sync-${number}`, 'output.txt'), outputTail);
    }
    return { ...result, artifacts: folder };
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

/** The journal of a workspace, a request in each line. */
async function writeRequests(file: string, workspace: WorkspaceHandle<'either'> | undefined): Promise<void> {
  const entries = (await workspace?.requests()) ?? [];
  await writeFile(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}
