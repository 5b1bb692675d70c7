import { writeFile } from 'node:fs/promises';
import { brokenRules, type CertifyResult, type ScenarioResult } from '../../certify/result.js';
import { messageOf } from '../../domain/errors.js';
import { name } from '../../platform/version.js';
import { visible } from '../../platform/visible.js';
import { type JUnitCase, junitText } from '../../report/junit.js';
import { contractJson } from '../../wire/control/contract.js';
import { CommandError, exitCodes } from '../exit-codes.js';

export interface ReportFiles {
  json?: string;
  junit?: string;
  html?: string;
}

/** Writes the results to each file that is asked for. @throws CommandError when one cannot be written. */
export async function writeReports(result: CertifyResult, { json, junit }: ReportFiles): Promise<void> {
  if (json !== undefined) await write('--json', json, `${visible(JSON.stringify(certifyJson(result)))}\n`);
  if (junit !== undefined) await write('--junit', junit, certifyJUnit(result));
}

async function write(flag: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new CommandError(exitCodes.usage, `${flag}: ${file} cannot be written: ${messageOf(error)}`);
  }
}

/** The results as a file of JSON has them. */
export function certifyJson(result: CertifyResult) {
  return {
    version: 1,
    command: result.command,
    verdict: result.verdict,
    duration_ms: Math.round(result.durationMs),
    scenarios: result.scenarios.map(scenarioJson),
  };
}

function scenarioJson(its: ScenarioResult) {
  return {
    id: its.id,
    title: its.title,
    why: its.why,
    round: its.round,
    passed: its.isPassed,
    duration_ms: Math.round(its.durationMs),
    syncs: its.syncs.map((sync) => ({
      number: sync.number,
      exit_code: sync.exitCode,
      timed_out: sync.isTimedOut,
      duration_ms: Math.round(sync.durationMs),
      requests: sync.callCount,
      problems: sync.problems,
      output_tail: sync.outputTail,
    })),
    members: its.members.map(({ when, expectedCount, problems }) => ({
      when,
      expected: expectedCount,
      problems,
    })),
    contract: contractJson(its.workspace, its.contract),
    exceptions: its.exceptions,
    artifacts: its.artifacts,
  };
}

/** A suite for each scenario, with a case for each sync, each look at the members, and each rule that was judged. */
function certifyJUnit({ scenarios }: CertifyResult): string {
  const suites = scenarios.map((its) => ({
    name: its.round === 1 ? its.id : `${its.id} (round ${its.round})`,
    cases: casesOf(its),
  }));
  return junitText(`${name} certify`, suites);
}

function casesOf(its: ScenarioResult): JUnitCase[] {
  const className = `${name}.certify.${its.id}`;
  const of = (title: string, problems: readonly string[]): JUnitCase => ({
    name: title,
    className,
    ...(problems.length > 0 && { failure: problems.join('\n') }),
  });
  const broken = new Set(brokenRules(its).map(({ id }) => id));
  return [
    ...its.syncs.map(({ number, problems, outputTail }) =>
      of(`sync ${number}`, problems.length > 0 ? [...problems, outputTail] : []),
    ),
    ...its.members.map(({ when, problems }) => of(`members ${when}`, problems)),
    ...its.contract.rules
      .filter(({ verdict }) => verdict !== 'not_judged')
      .map((rule) =>
        of(
          `rule ${rule.id}`,
          broken.has(rule.id) ? [rule.title, ...rule.breaches.map(({ message }) => message), rule.fix] : [],
        ),
      ),
  ];
}
