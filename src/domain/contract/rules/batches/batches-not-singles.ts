import { minuteMs } from '../../../time/time.js';
import { BoundedMap } from '../../bounded-map.js';
import { type JudgedRequest, waitBetween } from '../../judged-request.js';
import { defineRule } from '../../rule.js';

/** Requests to one cohort that follow each other closely. */
interface Sync {
  last: Pick<JudgedRequest, 'at' | 'endedAt'>;
  requestCount: number;
  identifierCount: number;
}

export const batchesNotSingles = defineRule({
  id: 'batches_not_singles',
  title: 'Sends people in batches, not one by one',
  severity: 'warning',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'inferred' },
  why: 'One request takes up to 1,000 identifiers, and 250,000 requests go into an hour. A request for each person makes a sync a thousand times slower and uses up the limit.',
  fix: 'Collect the changes of a sync, and send them in requests of up to 1,000 identifiers.',
  judges: 'requests with identifiers to …/cohorts/users; a repeat after a failure does not count',
  thresholds: {
    requests_max: { usual: 9, meaning: 'Requests of one sync that may be too small.' },
    identifiers_min: {
      usual: 2,
      meaning: 'Identifiers that a request of a longer sync must have on average.',
    },
    gap_ms: { usual: minuteMs, meaning: 'Milliseconds between two requests to one cohort that end a sync.' },
  },
  start(findings, { requests_max, identifiers_min, gap_ms }) {
    const syncs = new BoundedMap<string, Sync>(10_000);
    const failed = new BoundedMap<number, true>(1_000);
    return (request) => {
      const { members, cohort, fingerprint, result } = request;
      if (members === undefined || members.count === 0 || cohort === undefined) return;
      const isRepeat = failed.get(fingerprint) !== undefined;
      if (result !== 'accepted') failed.set(fingerprint, true);
      if (isRepeat || !findings.judge(request)) return;
      const before = syncs.get(cohort);
      const isOn = before !== undefined && waitBetween(before.last, request) <= gap_ms;
      const sync: Sync = {
        last: { at: request.at, endedAt: request.endedAt },
        requestCount: (isOn ? before.requestCount : 0) + 1,
        identifierCount: (isOn ? before.identifierCount : 0) + members.count,
      };
      syncs.set(cohort, sync);
      const { requestCount, identifierCount } = sync;
      const isSmall = identifierCount / requestCount < identifiers_min;
      if (isSmall)
        findings.compare(requestCount, `${requestCount} requests for ${identifierCount} identifiers`);
      if (requestCount <= requests_max || !isSmall) return;
      findings.breach(
        request,
        `It is request ${requestCount} of a sync that has sent ${identifierCount} identifiers so far`,
      );
    };
  },
});
