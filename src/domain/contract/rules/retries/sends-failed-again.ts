import { BoundedMap } from '../../bounded-map.js';
import { describeAnswer, type JudgedRequest } from '../../judged-request.js';
import { defineRule } from '../../rule.js';
import { isWrite } from '../../writes.js';

/** A batch that has not arrived yet. */
interface Failed {
  cohort: string | undefined;
  attempts: number;
  /** Of a cohort change: what has not been sent again. */
  left: Set<string> | undefined;
  tellBreach: () => void;
}

export const sendsFailedAgain = defineRule({
  id: 'sends_failed_again',
  title: 'Sends a batch again after 423, 429, 5xx or a broken connection',
  severity: 'error',
  source: { page: 'api/errors', confidence: 'doc' },
  why: 'Nothing of such a request is sure to have happened. If the same batch does not come again, its people are missing, or stay in.',
  fix: 'Keep the batch until it got a 2xx, and send the same one again; what Braze has done already it does not do twice.',
  judges: 'requests that change something and were answered 423, 429 or 5xx, or got no whole answer',
  thresholds: {
    attempts_min: { usual: 3, meaning: 'Attempts after which a batch may be given up.' },
  },
  start(findings, { attempts_min }) {
    const failures = new BoundedMap<number, Failed>(200);
    return {
      see(request) {
        const { fingerprint, result } = request;
        if (!isWrite(request)) return;
        const before = failures.get(fingerprint);
        crossOff(failures, request);
        if (result === 'accepted' || result === 'refused') {
          failures.delete(fingerprint);
        } else if (before !== undefined) {
          failures.set(fingerprint, { ...before, attempts: before.attempts + 1 });
        } else if (findings.judge(request)) {
          failures.set(fingerprint, {
            cohort: request.cohort,
            attempts: 1,
            left: request.members && new Set([...request.members.adds, ...request.members.removes]),
            tellBreach: findings.prepareBreach(
              request,
              `It ${describeAnswer(request)}, and was not sent again`,
            ),
          });
        }
      },
      finish() {
        for (const [, { attempts, tellBreach }] of failures) if (attempts < attempts_min) tellBreach();
      },
    };
  },
});

/** Another request may make up for a failed one: it has the same people of that cohort, or a later name for it. */
function crossOff(failures: BoundedMap<number, Failed>, request: JudgedRequest): void {
  const { cohort, fingerprint, kind, members } = request;
  if (cohort === undefined || failures.size === 0) return;
  for (const [key, failed] of failures) {
    if (key === fingerprint || failed.cohort !== cohort) continue;
    if (kind === 'naming' && failed.left === undefined) failures.delete(key);
    if (members === undefined || failed.left === undefined) continue;
    for (const id of [...members.adds, ...members.removes]) failed.left.delete(id);
    if (failed.left.size === 0) failures.delete(key);
  }
}
