import type { Child } from 'hono/jsx';
import { changedQuery } from '../links.js';
import type { ServerRequest } from '../page.js';

interface LaterProps {
  request: Pick<ServerRequest, 'query' | 'ready'>;
  /** Which of the page's parts. */
  part: string;
  /** What is asked for, e.g. `Count the members`: the link without JavaScript. */
  label: string;
  /** Waits until it is pressed, also with JavaScript. */
  isOnDemand?: boolean;
}

/**
 * A part of a page that takes long to find out: it is fetched when the page is there. Without JavaScript a link asks for the page
 * with it.
 */
export function Later({ request, part, label, isOnDemand }: LaterProps): Child {
  const ready = request.ready.get(part);
  if (ready !== undefined) return <span id={`part-${part}`}>{ready}</span>;
  const href = changedQuery(request.query, { part });
  return (
    // A page that is drawn anew keeps what has come already.
    <span
      id={`part-${part}`}
      class="later"
      hx-morph-skip=""
      hx-get={href}
      hx-trigger={isOnDemand ? 'click' : 'load'}
      hx-swap="innerHTML"
    >
      <a href={href}>{label}</a>
    </span>
  );
}
