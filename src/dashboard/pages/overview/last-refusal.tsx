import type { Traffic } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { Code, withDot } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

/** Why the last request that was refused was, and what to do about it. */
export function LastRefusal({
  request: { workspace, clock },
  refused,
}: {
  request: WorkspaceRequest;
  refused: NonNullable<Traffic['last_refused']>;
}) {
  const { id, at, method, path, status, decision } = refused;
  const answered = status === null ? 'without an answer' : `with ${status}`;
  return (
    <Card
      title="Last refused request"
      id="last-refusal"
      note={<a href={links.request(workspace.id, id)}>Open the request</a>}
    >
      <p class="verdict">
        {decision.kind === 'refused' ? withDot(decision.message) : `Refused ${answered}.`}
      </p>
      {decision.kind === 'refused' && decision.hint !== undefined && <p>{withDot(decision.hint)}</p>}
      <p class="quiet">
        Refused <Ago at={at} clock={clock} /> {answered}: <Code max={80}>{`${method} ${path}`}</Code>
      </p>
    </Card>
  );
}
