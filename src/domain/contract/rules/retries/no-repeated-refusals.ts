import { minuteMs } from '../../../time/time.js';
import { BoundedMap } from '../../bounded-map.js';
import { isInFlight, type JudgedRequest, waitBetween } from '../../judged-request.js';
import { defineRule } from '../../rule.js';

export const noRepeatedRefusals = defineRule({
  id: 'no_repeated_refusals',
  title: 'Does not repeat a payload that was refused with 400 or 401',
  severity: 'warning',
  source: { page: 'api/errors', confidence: 'inferred' },
  why: 'Such an answer says that the request is wrong, and it stays wrong. Repeats only use up the rate limit, and hide the mistake.',
  fix: 'Stop, and say what Braze answered; send it again with another key or another payload.',
  judges: 'requests that were answered 400 or 401',
  thresholds: {
    within_ms: {
      usual: 10 * minuteMs,
      meaning: 'Milliseconds after which the same payload is another try, as of the next sync.',
    },
  },
  start(findings, { within_ms }) {
    const refused = new BoundedMap<number, Pick<JudgedRequest, 'id' | 'at' | 'endedAt' | 'result'>>(1_000);
    return (request) => {
      const { id, at, endedAt, result, fingerprint, answer, members } = request;
      // A change of nobody is a test of the connection, which somebody may press again.
      if (members?.count === 0) return;
      const status = answer?.status;
      if (status !== 400 && status !== 401) {
        // Taken after all: with another key, or because the integration is on again.
        if (result === 'accepted') refused.delete(fingerprint);
        return;
      }
      const before = refused.get(fingerprint);
      refused.set(fingerprint, { id, at, endedAt, result });
      if (!findings.judge(request) || before === undefined) return;
      // What was under way already, its sender could not know to be refused.
      if (isInFlight(request, before) || waitBetween(before, request) > within_ms) return;
      findings.breach(
        request,
        `It has the payload of ${before.id}, which was refused, and was answered ${status} again`,
      );
    };
  },
});
