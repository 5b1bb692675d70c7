import type { CertificationReport, ScenarioReport } from './certification-report.js';
import { type JUnitCase, junitText } from './junit.js';
import { ruleCase } from './verification-junit.js';

const product = 'braze-cohort-emulator';

/** A report as JUnit's XML: a suite for each scenario, with its syncs, its looks at the members, and the rules. */
export function certificationJUnit({ scenarios }: CertificationReport): string {
  return junitText(
    `${product} certify`,
    scenarios.map((its) => ({
      name: its.round === 1 ? its.id : `${its.id} (round ${its.round})`,
      cases: casesOf(its),
    })),
  );
}

function casesOf({ id, syncs, members, contract }: ScenarioReport): JUnitCase[] {
  const className = `${product}.certify.${id}`;
  const caseOf = (name: string, problems: readonly string[], more = ''): JUnitCase => ({
    name,
    className,
    failure: problems.length === 0 ? undefined : [...problems, more].join('\n').trimEnd(),
  });
  return [
    ...syncs.map(({ number, problems, output_tail }) => caseOf(`sync ${number}`, problems, output_tail)),
    ...members.map(({ when, problems }) => caseOf(`members ${when}`, problems)),
    ...contract.rules.map((rule) => ruleCase(rule, `${className}.contract`)),
  ];
}
