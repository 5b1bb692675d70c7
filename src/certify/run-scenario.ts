import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ContractSettings, JournalEntry } from '../client/api.js';
import { invariant } from '../domain/errors.js';
import type { EmulatorHandle } from '../library/emulator.js';
import type { Hook } from '../library/handles/on-request.js';
import type { WorkspaceHandle } from '../library/handles/workspace.js';
import {
  failedRules,
  type MembersReport,
  type ScenarioReport,
  type SyncReport,
} from '../report/certification-report.js';
import { writeAudienceFiles } from './audience-files.js';
import { judgeMembers } from './judge-members.js';
import { type CommandEnd, judgeSync, mustCall } from './judge-sync.js';
import { scaledFault } from './scaled.js';
import type { Expected, Scenario, Step, SyncStep } from './scenario.js';
import { Source } from './source.js';

/** What a scenario is run with. */
export interface ScenarioRunOptions {
  emulator: EmulatorHandle<'either'>;
  /** Runs the connector once. @param environment  What it finds beside its own. */
  runConnector(environment: Record<string, string | undefined>): Promise<CommandEnd>;
  /** How the rules are judged. */
  rules: ContractSettings;
  /** Hosts that the connector has called instead so far, as far as that is seen. */
  blockedHosts(): readonly string[];
  /** Milliseconds of real time since some moment. */
  now(): number;
  /** An empty folder, for its files. */
  folder: string;
  /** How long a sync may take. */
  timeoutMs: number;
  /** What the waits of faults are multiplied by. */
  scale: number;
  round: number;
}

/** Runs a connector through a scenario in a workspace of its own, and judges what came of it. */
export async function runScenario(
  scenario: Scenario,
  workspace: WorkspaceHandle<'either'>,
  options: ScenarioRunOptions,
): Promise<ScenarioReport> {
  const run = new ScenarioRun(scenario, workspace, options);
  const startedAt = options.now();
  for (const step of scenario.steps) {
    await run.take(step);
    // It would most likely hang again, and nobody wants to wait for that.
    if (run.syncs.at(-1)?.timed_out) break;
  }
  await run.expect(scenario.expect, 'at the end');
  const { syncs, members } = run;
  const { except = [] } = scenario;
  const exceptions = [...(options.rules.exceptions ?? []), ...except];
  const contract = await workspace.contract({ ...options.rules, exceptions });
  const problems = [...syncs, ...members].flatMap((its) => its.problems);
  return {
    id: scenario.id,
    title: scenario.title,
    why: scenario.why,
    round: options.round,
    passed: problems.length === 0 && failedRules({ contract }).length === 0,
    duration_ms: Math.round(options.now() - startedAt),
    workspace: { id: workspace.id, name: workspace.name },
    syncs,
    members,
    contract,
    exceptions: except,
    calls_expected: scenario.steps.some(({ sync }) => sync !== undefined && mustCall(sync)),
    artifacts: null,
  };
}

/** A scenario while it is run. */
class ScenarioRun {
  readonly syncs: SyncReport[] = [];
  readonly members: MembersReport[] = [];
  private readonly source: Source;
  private readonly partner: string;
  private key: string;
  /** Ids of the requests that came so far, or had come before. */
  private readonly seen = new Set<string>();
  private hook: Hook | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly workspace: WorkspaceHandle<'either'>,
    private readonly options: ScenarioRunOptions,
  ) {
    this.source = new Source(scenario.source.cohort.name, scenario.source.people ?? []);
    const keys = workspace.keys();
    this.partner = keys.partner;
    this.key = keys.data_import_key;
  }

  /** Does what a step says. */
  async take(step: Step): Promise<void> {
    const { workspace } = this;
    const keys = workspace.keys();
    if (step.sync !== undefined) await this.sync(step.sync);
    if (step.change !== undefined) this.source.change(step.change);
    if (step.fault !== undefined) await this.plan(step.fault);
    if (step.clear_faults !== undefined) await workspace.clearFaults();
    if (step.users !== undefined) await workspace.addUsers(step.users);
    if (step.identify !== undefined) await workspace.changeUser(step.identify.who, step.identify.external_id);
    if (step.rotate_key !== undefined) await this.rotateKey(step.rotate_key.after_requests);
    if (step.invalidate_key !== undefined) await keys.invalidate();
    if (step.wrong_key !== undefined) this.key = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
    if (step.disable_partner !== undefined) await keys.setEnabled(false);
    if (step.enable_partner !== undefined) await keys.setEnabled(true);
    if (step.advance !== undefined) await workspace.clock.advance(step.advance.ms);
    if (step.expect !== undefined) await this.expect(step.expect, `after sync ${this.syncs.length}`);
  }

  async expect(expected: Expected, when: string): Promise<void> {
    const cohort = { partner: this.partner, cohortId: this.scenario.source.cohort.id };
    this.members.push(await judgeMembers(this.workspace, cohort, expected, when));
  }

  private async plan({ match, effect, sequence, ...rest }: NonNullable<Step['fault']>): Promise<void> {
    const fault = scaledFault({ match, effect, sequence, ...rest }, this.options.scale);
    const steps = fault.effect ?? fault.sequence;
    invariant(steps, 'The schema asks for one of them');
    await this.workspace.fault(fault.match ?? {}, steps, rest);
  }

  /** The connector has the new key from its next run on. */
  private async rotateKey(afterRequests: number | undefined): Promise<void> {
    const keys = this.workspace.keys();
    const old = keys.data_import_key;
    const fresh = await keys.generate();
    if (afterRequests === undefined) {
      await keys.invalidate(old);
      this.key = fresh;
      return;
    }
    const target = { partner: this.partner };
    this.hook = await this.workspace.onRequest(target, afterRequests, async () => {
      await keys.invalidate(old);
      this.key = fresh;
    });
    this.hook.done.catch(() => {});
  }

  private async sync(step: SyncStep): Promise<void> {
    const { options, source } = this;
    const number = this.syncs.length + 1;
    const environment = await this.environment(number);
    for (const { id } of await options.emulator.strayRequests()) this.seen.add(id);
    const startedAt = options.now();
    const end = await options.runConnector(environment);
    const durationMs = Math.round(options.now() - startedAt);
    await this.hook?.cancel();
    this.hook = undefined;
    const requests = this.unseen(await this.workspace.requests());
    // Some stand in both journals.
    const strays = this.unseen(await options.emulator.strayRequests());
    const blockedHosts = options.blockedHosts();
    const run = { number, end, timeoutMs: options.timeoutMs, requests, strays, blockedHosts };
    const problems = judgeSync(step, run);
    this.syncs.push({
      number,
      exit_code: end.exitCode,
      timed_out: end.isTimedOut,
      duration_ms: durationMs,
      request_count: requests.length + strays.length,
      problems,
      output_tail: end.outputTail,
    });
    if (end.exitCode === 0 && !end.isTimedOut) source.markSynced();
  }

  private unseen(entries: readonly JournalEntry[]): JournalEntry[] {
    const fresh = entries.filter(({ id }) => !this.seen.has(id));
    for (const { id } of fresh) this.seen.add(id);
    return fresh;
  }

  /** What the connector is told. docs/guides/certify.md has a row for each. */
  private async environment(number: number): Promise<Record<string, string | undefined>> {
    const { workspace, options, scenario, source } = this;
    const { cohort } = scenario.source;
    const files = await writeAudienceFiles(source, path.join(options.folder, `sync-${number}`));
    const state = path.join(options.folder, 'state');
    await mkdir(state, { recursive: true });
    return {
      BRAZE_REST_API_KEY: undefined,
      ...workspace.env,
      BRAZE_PARTNER: this.partner,
      BRAZE_DATA_IMPORT_KEY: this.key,
      BRAZE_COHORT_ID: cohort.id,
      BRAZE_COHORT_NAME: source.name,
      BRAZE_COHORT_CREATED_AT: cohort.created_at,
      BRAZE_EMULATOR_SCENARIO: scenario.id,
      BRAZE_EMULATOR_SYNC: String(number),
      BRAZE_EMULATOR_AUDIENCE_CSV: files.audienceCsv,
      BRAZE_EMULATOR_AUDIENCE_NDJSON: files.audienceNdjson,
      BRAZE_EMULATOR_CHANGES_CSV: files.changesCsv,
      BRAZE_EMULATOR_CHANGES_NDJSON: files.changesNdjson,
      BRAZE_EMULATOR_STATE_DIR: state,
      BRAZE_EMULATOR_SLEEP_URL: `${workspace.rest_endpoint}/_emulator/v1/workspaces/${workspace.id}/clock/sleep`,
    };
  }
}
