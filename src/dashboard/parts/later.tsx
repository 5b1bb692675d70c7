import type { Child } from 'hono/jsx';
import { changedQuery } from '../links.js';
import type { ServerRequest } from '../page.js';

interface LaterProps {
  request: Pick<ServerRequest, 'query' | 'ready'>;
  /** Which of the page's parts. */
  part: string;
  /**
   * What it is about, where the page has the part several times, or of changing things: another one is fetched anew. The part
   * finds it as `of` in its query.
   */
  of?: string;
  /** What is asked for, e.g. `Count the members`: the link without JavaScript. */
  label: string;
  /** Waits until it is pressed, also with JavaScript. */
  isOnDemand?: boolean;
}

/**
 * A part of a page that takes long to find out: it is fetched when the page is there. Without JavaScript a link asks for the page
 * with it.
 */
export function Later({ request, part, of, label, isOnDemand }: LaterProps): Child {
  const id = of === undefined ? `part-${part}` : `part-${part}-${encodeURIComponent(of)}`;
  const isAsked = of === undefined || request.query.get('of') === of;
  const ready = isAsked ? request.ready.get(part) : undefined;
  if (ready !== undefined) return <span id={id}>{ready}</span>;
  const href = changedQuery(request.query, { part, of });
  return (
    // A page that is drawn anew keeps what has come already.
    <span
      id={id}
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
