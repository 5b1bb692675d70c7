import type { Clock } from '../../client/api.js';
import { agoText } from './ago-text.js';

/**
 * A time of the workspace's clock: how long ago, with the whole time in its title; pages keep it right as time goes by. Times are
 * in UTC; a page says so once.
 */
export function Ago({ at, clock }: { at: string; clock: Pick<Clock, 'now'> }) {
  return (
    <time datetime={at} title={`${at.replace('T', ' ').replace('Z', '')} UTC`} data-ago="">
      {agoText(Date.parse(clock.now) - Date.parse(at))}
    </time>
  );
}

/** A time of day, with the date when it is another one than the clock's. */
export function At({ at, clock }: { at: string; clock: Pick<Clock, 'now'> }) {
  const [day = '', time = ''] = at.replace('Z', '').split('T');
  const text = clock.now.startsWith(day) ? time.slice(0, 8) : `${day} ${time.slice(0, 5)}`;
  return (
    <time datetime={at} title={`${day} ${time} UTC`} class="at">
      {text}
    </time>
  );
}
