import { mergedRules, type RunReport, type VerificationReport } from '../verification-report.js';
import { Badge, pageText, Section } from './page.js';
import { Rules } from './rules.js';

/** A report of `verify` as one page of HTML. */
export function verificationPage(report: VerificationReport): string {
  const { runs, passed, failed } = report;
  const rules = mergedRules(runs);
  const warnings = rules.filter(({ severity, verdict }) => verdict === 'broken' && severity !== 'error');
  const unjudged = rules.filter(({ verdict }) => verdict === 'not_judged');
  return pageText({
    title: titleOf(runs),
    sentence: sentenceOf(report),
    facts: [
      { count: passed, label: 'passed', tone: 'good' },
      { count: failed, label: 'failed', tone: 'bad' },
      { count: warnings.length, label: 'warnings', tone: 'warning' },
      { count: unjudged.length, label: 'not judged' },
    ],
    children: (
      <>
        {runs.map((run) => (
          <Results run={run} isOnly={runs.length === 1} />
        ))}
        <Rules rules={rules} hasWorkspaces={runs.length > 1} />
      </>
    ),
  });
}

function titleOf(runs: readonly RunReport[]): string {
  const [only, second] = runs;
  if (only === undefined || second !== undefined) return `Contract report of ${runs.length} runs`;
  return `Contract report of ${only.workspace.name}`;
}

function sentenceOf({ verdict, failed, runs }: VerificationReport): string {
  if (verdict === 'not_judged') return 'Nothing was judged: no request reached the emulator.';
  const whom = runs.length === 1 ? 'The connector' : 'Each connector';
  if (verdict === 'passed') return `${whom} did what was expected and kept the contract.`;
  return failed === 1
    ? 'One thing is otherwise than expected; it stands below with its reason.'
    : `${failed.toLocaleString('en')} things are otherwise than expected; each stands below with its reason.`;
}

function Results({ run, isOnly }: { run: RunReport; isOnly: boolean }) {
  const { results, workspace } = run;
  return (
    <Section
      title={isOnly ? 'Expectations' : `Expectations in ${workspace.name}`}
      isEmpty={results.length === 0}
    >
      {results.map(({ name, passed, message }) => (
        <article>
          <h3>
            <Badge tone={passed ? 'good' : 'bad'}>{passed ? 'passed' : 'failed'}</Badge> {name}
          </h3>
          {message === null ? null : <pre>{message}</pre>}
        </article>
      ))}
    </Section>
  );
}
