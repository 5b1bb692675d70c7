import { brokenOfJudged, type MergedRule } from '../verification-report.js';
import { Badge, Section } from './page.js';

/** The rules of the contract: broken ones whole, the others by name. */
export function Rules({ rules, hasWorkspaces }: { rules: readonly MergedRule[]; hasWorkspaces: boolean }) {
  const broken = rules.filter(({ verdict }) => verdict === 'broken');
  const kept = rules.filter(({ verdict }) => verdict === 'passed');
  const unjudged = rules.filter(({ verdict }) => verdict === 'not_judged');
  return (
    <>
      <Section title="Rules that were broken" isEmpty={broken.length === 0}>
        {broken.map((rule) => (
          <BrokenRule rule={rule} hasWorkspaces={hasWorkspaces} />
        ))}
      </Section>
      <Section title="Rules that were kept" isEmpty={kept.length === 0}>
        <ul class="plain">
          {kept.map(({ title, judged_count }) => (
            <li>
              <span class="sign good">✓</span> {title}{' '}
              <span class="quiet">
                {judged_count.toLocaleString('en')} {judged_count === 1 ? 'request' : 'requests'} judged
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Rules that nothing was there to judge by" isEmpty={unjudged.length === 0}>
        <p class="quiet">Not judged is not passed: no request came that these rules are about.</p>
        <ul class="plain">
          {unjudged.map(({ title }) => (
            <li>
              <span class="sign">–</span> {title}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function BrokenRule({ rule, hasWorkspaces }: { rule: MergedRule; hasWorkspaces: boolean }) {
  const { id, title, severity, source, why, fix, worst, breaches, broken_count } = rule;
  const rest = broken_count - breaches.length;
  return (
    <article>
      <h3>
        <Badge tone={severity === 'error' ? 'bad' : 'warning'}>{severity}</Badge> {title}
      </h3>
      <p class="quiet">
        <code>{id}</code>, from {source.page} [{source.confidence}]
      </p>
      <p>
        Broken by {brokenOfJudged(rule)}.{worst === null ? '' : ` Worst: ${worst}.`}
      </p>
      <p>{why}</p>
      <p>
        <strong>Fix:</strong> {fix}
      </p>
      <ul class="breaches">
        {breaches.map(({ request, message, curl, workspace }) => (
          <li>
            <p>
              {message} <code>{request}</code>
              {hasWorkspaces ? <span class="quiet"> in {workspace}</span> : ''}
            </p>
            <pre>{curl}</pre>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p class="quiet">… and {rest.toLocaleString('en')} more.</p> : null}
    </article>
  );
}
