import type { CertificationReport, ScenarioReport } from '../certification-report.js';
import { mergedRules } from '../verification-report.js';
import { Badge, pageText, Section } from './page.js';
import { Rules } from './rules.js';

/** A report of `certify` as one page of HTML. */
export function certificationPage(report: CertificationReport): string {
  const { scenarios, passed, failed } = report;
  const rules = mergedRules(
    scenarios.map(({ id, contract }) => ({ workspace: { id: contract.workspace.id, name: id }, contract })),
  );
  const warnings = rules.filter(({ severity, verdict }) => verdict === 'broken' && severity !== 'error');
  return pageText({
    title: 'Certification of a connector',
    sentence: sentenceOf(report),
    facts: [
      { count: passed, label: 'passed', tone: 'good' },
      { count: failed, label: 'failed', tone: 'bad' },
      { count: warnings.length, label: 'warnings', tone: 'warning' },
    ],
    children: (
      <>
        <p class="quiet">
          Command: <code>{report.command.join(' ')}</code>
        </p>
        <Section title="Scenarios that failed" isEmpty={failed === 0}>
          {scenarios
            .filter((its) => !its.passed)
            .map((its) => (
              <FailedScenario scenario={its} />
            ))}
        </Section>
        <Section title="Scenarios" isEmpty={scenarios.length === 0}>
          <Table scenarios={scenarios} />
        </Section>
        <Rules rules={rules} hasWorkspaces={true} />
      </>
    ),
  });
}

function sentenceOf({ verdict, failed, scenarios }: CertificationReport): string {
  if (verdict === 'not_judged') return 'Nothing was judged: the connector never called Braze.';
  if (verdict === 'passed') return `The connector passed all ${scenarios.length} scenarios.`;
  return `The connector failed ${failed} of ${scenarios.length} scenarios; each stands below with its reason.`;
}

function FailedScenario({ scenario }: { scenario: ScenarioReport }) {
  const { id, title, why, round, syncs, members, contract } = scenario;
  const broken = contract.rules.filter(
    ({ severity, verdict }) => verdict === 'broken' && severity === 'error',
  );
  return (
    <article>
      <h3>
        <Badge tone="bad">failed</Badge> {title}
      </h3>
      <p class="quiet">
        <code>{id}</code>
        {round === 1 ? '' : `, round ${round}`}. {why}
      </p>
      <ul>
        {syncs
          .flatMap(({ problems }) => problems)
          .map((problem) => (
            <li>{problem}</li>
          ))}
        {members.flatMap(({ when, problems }) =>
          problems.map((problem) => (
            <li>
              {problem} <span class="quiet">({when})</span>
            </li>
          )),
        )}
        {broken.map((rule) => (
          <li>
            Rule <code>{rule.id}</code>: {rule.breaches[0]?.message ?? rule.title}
          </li>
        ))}
      </ul>
      {syncs
        .filter(({ problems, output_tail }) => problems.length > 0 && output_tail.trim() !== '')
        .map(({ number, output_tail }) => (
          <>
            <p class="quiet">The end of what sync {number} printed:</p>
            <pre>{output_tail.trimEnd()}</pre>
          </>
        ))}
    </article>
  );
}

function Table({ scenarios }: { scenarios: readonly ScenarioReport[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Scenario</th>
          <th scope="col">Verdict</th>
          <th scope="col" class="number">
            Syncs
          </th>
          <th scope="col" class="number">
            Requests
          </th>
        </tr>
      </thead>
      <tbody>
        {scenarios.map(({ title, round, passed, syncs }) => (
          <tr>
            <td>
              {title}
              {round === 1 ? '' : <span class="quiet"> round {round}</span>}
            </td>
            <td>
              <Badge tone={passed ? 'good' : 'bad'}>{passed ? 'passed' : 'failed'}</Badge>
            </td>
            <td class="number">{syncs.length}</td>
            <td class="number">{syncs.reduce((sum, { request_count }) => sum + request_count, 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
