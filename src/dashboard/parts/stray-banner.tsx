import type { Traffic } from '../../client/api.js';
import { links } from '../links.js';
import type { ServerRequest } from '../page.js';
import { agoText } from './ago-text.js';
import { counted } from './numbers.js';
import { Code, withDot } from './text.js';

/** So long a request that reached no workspace is told on other pages than its own. */
export const strayMinutes = 60;

/** Says that requests arrive which no workspace can be found for, and why. Nothing when there were none lately. */
export async function strayBanner({ call }: Pick<ServerRequest, 'call'>) {
  const traffic = await call('getServerTraffic', { query: { minutes: strayMinutes, points: strayMinutes } });
  const { last_refused: last, refused } = traffic;
  if (last === null) return undefined;
  return (
    <div class="banner" role="status" id="strays">
      <p>
        <strong>{counted(refused, 'request')} reached no workspace</strong> in the last hour. The last one,{' '}
        <Code>{`${last.method} ${last.path}`}</Code>, came{' '}
        <time datetime={last.received_at}>{agoText(endOf(traffic) - Date.parse(last.received_at))}</time>
        {last.status === null ? '.' : ` and was answered ${last.status}.`}
      </p>
      <Reason of={last.decision} />
      <p>
        <a href={links.strayRequest(last.id)}>Open the last one</a>
        {' · '}
        <a href={links.strayRequests()}>All of them</a>
      </p>
    </div>
  );
}

function Reason({ of: decision }: { of: NonNullable<Traffic['last_refused']>['decision'] }) {
  if (decision.kind !== 'refused') return null;
  const { message, hint = '' } = decision;
  return (
    <p>
      {withDot(message)} {withDot(hint)}
    </p>
  );
}

/** The present moment on the server's clock, but for less than a stretch. That of a workspace may be another. */
function endOf({ since, step_ms, points }: Traffic): number {
  return Date.parse(since) + points.length * step_ms;
}
