import { agoText } from '../parts/ago-text.js';

/** Keeps "23 s ago" and the time of a clock right as time goes by, unless the clock of the workspace stands still. */
export function keepTimes(): void {
  setInterval(() => {
    const { now, frozen } = document.documentElement.dataset;
    if (now === undefined || frozen !== undefined || document.hidden) return;
    const current = Date.parse(now) + performance.now() - drawnAt(now);
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
      const text = agoText(current - Date.parse(time.dateTime));
      if (time.textContent !== text) time.textContent = text;
    }
    for (const time of document.querySelectorAll('time[data-clock]'))
      time.textContent = new Date(current).toISOString().slice(0, 19).replace('T', ' ');
  }, 1_000);
}

/** When, on the clock of the browser, a page came that has this time. */
let drawn = { now: '', at: 0 };
function drawnAt(now: string): number {
  if (drawn.now !== now) drawn = { now, at: performance.now() };
  return drawn.at;
}
