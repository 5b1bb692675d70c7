import { minuteMs } from '../../../time/time.js';
import { BoundedMap } from '../../bounded-map.js';
import { describeAnswer, isInFlight, type JudgedRequest, waitBetween } from '../../judged-request.js';
import { defineRule } from '../../rule.js';
import { isWrite } from '../../writes.js';

/** From so many waits on it can be told whether they grow. */
const waitsToTell = 3;
/** As long as this no wait needs to grow. */
const longWaitMs = minuteMs;

interface Repeats {
  last: JudgedRequest;
  waits: number[];
}

export const backsOff = defineRule({
  id: 'backs_off',
  title: 'Waits longer and longer before it sends a failed batch again',
  severity: 'warning',
  source: { page: 'api/errors', confidence: 'doc' },
  why: 'Braze asks for exponential back-off after 5xx. Repeats at once, or at one pace, make an overload last and use up the rate limit.',
  fix: 'Wait about a second before the first repeat and twice as long before each further one, with some chance in it.',
  judges: 'repeats of requests that were answered 423 or 5xx, or got no whole answer',
  thresholds: {
    wait_ms_min: { usual: 100, meaning: 'Milliseconds to wait before a repeat, at the least.' },
    growth_min: { usual: 1.25, meaning: 'How many times as long as an earlier wait some later one must be.' },
  },
  start(findings, { wait_ms_min, growth_min }) {
    // They keep a request each.
    const failed = new BoundedMap<number, Repeats>(200);
    return (request) => {
      const { fingerprint, result } = request;
      if (!isWrite(request)) return;
      const before = failed.get(fingerprint);
      if (before !== undefined && isInFlight(request, before.last)) return;
      const waits = before === undefined ? [] : [...before.waits, waitOf(before.last, request)];
      if (result === 'failed' || result === 'lost') failed.set(fingerprint, { last: request, waits });
      else failed.delete(fingerprint);
      const wait = waits.at(-1);
      if (before === undefined || wait === undefined || !findings.judge(request)) return;
      const shown = `${Math.round(wait)} ms`;
      findings.compare(-wait, `sent again after ${shown}`);
      const what = `It was sent again ${shown} after it ${describeAnswer(before.last)}`;
      if (wait < wait_ms_min) findings.breach(request, what);
      else if (waits.length >= waitsToTell && wait < longWaitMs && !doGrow(waits, growth_min))
        findings.breach(
          request,
          `${what}, and the waits do not grow: ${waits.map(Math.round).join(', ')} ms`,
        );
    };
  },
});

/** A client that gave up waiting for an answer has waited since it asked. */
function waitOf(failed: JudgedRequest, repeat: JudgedRequest): number {
  const since = failed.result === 'lost' ? { at: failed.at, endedAt: failed.receivedAt } : failed;
  return Math.max(0, waitBetween(since, repeat));
}

/** Whether some wait is longer than one before it: chance may make single ones shorter. */
function doGrow(waits: readonly number[], growth: number): boolean {
  let shortest = Number.POSITIVE_INFINITY;
  for (const wait of waits) {
    if (wait >= shortest * growth) return true;
    shortest = Math.min(shortest, wait);
  }
  return false;
}
