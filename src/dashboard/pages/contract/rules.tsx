import type { ContractRule } from '../../../client/api.js';
import { links } from '../../links.js';
import { Card } from '../../parts/card.js';
import { counted } from '../../parts/numbers.js';
import { Badge, CopyButton, Empty } from '../../parts/text.js';

/** Requests that are shown before the others are asked for. */
const shownMax = 3;

/** Rules that were broken: why they matter, what to do, and which requests broke them. */
export function BrokenRules({ rules, ws }: { rules: readonly ContractRule[]; ws: string }) {
  return rules.map((rule) => (
    <Card
      title={rule.title}
      id={`rule-${rule.id}`}
      note={
        <>
          <Badge tone={rule.severity === 'error' ? 'bad' : 'left'}>{rule.severity}</Badge>{' '}
          {counted(rule.broken_count, 'request')} of {rule.judged_count.toLocaleString('en')}
        </>
      }
    >
      <p>{rule.why}</p>
      <p>
        <strong>What to do:</strong> {rule.fix}
      </p>
      <Breaches of={rule.breaches.slice(0, shownMax)} ws={ws} />
      {rule.breaches.length > shownMax && (
        <details>
          <summary>{counted(rule.breaches.length - shownMax, 'more', 'more')}</summary>
          <Breaches of={rule.breaches.slice(shownMax)} ws={ws} />
        </details>
      )}
      {rule.broken_count > rule.breaches.length && (
        <p class="quiet">And {counted(rule.broken_count - rule.breaches.length, 'request')} more.</p>
      )}
      <Source rule={rule} />
    </Card>
  ));
}

function Breaches({ of: breaches, ws }: { of: ContractRule['breaches']; ws: string }) {
  return (
    <ul class="rows breaches">
      {breaches.map(({ request, message, curl }) => (
        <li>
          <a href={links.request(ws, request)}>{message}</a>
          <CopyButton text={curl} label="Copy as curl" />
        </li>
      ))}
    </ul>
  );
}

/** Rules that were not broken, one a row. */
export function OtherRules({
  title,
  rules,
  none,
}: {
  title: string;
  rules: readonly ContractRule[];
  none: string;
}) {
  return (
    <Card title={title} isFlush note={counted(rules.length, 'rule')}>
      {rules.length === 0 ? (
        <Empty>
          <p>{none}</p>
        </Empty>
      ) : (
        <ul class="rows">
          {rules.map((rule) => (
            <li>
              <span>{rule.title}</span>
              {rule.verdict === 'passed' ? (
                <span>
                  <Badge tone="good">kept</Badge> <small>{counted(rule.judged_count, 'request')}</small>
                </span>
              ) : (
                <Badge>nothing to judge</Badge>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const confidences = {
  doc: 'Braze documents it',
  client: 'Clients of Braze rely on it',
  inferred: 'It follows from what is known',
};

function Source({ rule: { source } }: { rule: ContractRule }) {
  return (
    <p class="quiet">
      {confidences[source.confidence]}: {source.page}
    </p>
  );
}
