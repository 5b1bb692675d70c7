import { BoundedMap } from '../../bounded-map.js';
import { isInFlight, type JudgedRequest, waitBetween } from '../../judged-request.js';
import { defineRule } from '../../rule.js';

/** A 429, and what its headers ask for. */
interface Limited {
  request: JudgedRequest;
  /** Milliseconds after the answer. */
  retryAfterMs: number | undefined;
  /** The end of the window, on the workspace's clock. */
  resetAt: number | undefined;
}

/** A smaller number in `X-RateLimit-Reset` is seconds that are left. */
const epochMin = 1e9;

export const waitsForReset = defineRule({
  id: 'waits_for_reset',
  title: 'Waits after a 429 until the reset that its headers name',
  severity: 'error',
  source: { page: 'api/api_limits', confidence: 'doc' },
  why: 'Until the window ends Braze refuses every further request. Each of them is lost time, and its people are missing until it is sent again.',
  fix: 'Read X-RateLimit-Reset, the UTC epoch seconds of the end of the window, or X-Ratelimit-Retry-After, the seconds to wait, and send nothing of the kind before.',
  judges: 'the requests after a 429 with such a header that come under the same limit, until one has waited',
  thresholds: {
    early_ms_max: { usual: 100, meaning: 'Milliseconds that a request may come too early.' },
    in_flight_ms: {
      usual: 100,
      meaning: 'Milliseconds after a 429 in which a client with parallel requests may send another batch.',
    },
  },
  start(findings, { early_ms_max, in_flight_ms }) {
    const limits = new BoundedMap<string, Limited>(1_000);
    let lastEnd = Number.NEGATIVE_INFINITY;
    let isParallel = false;
    return (request) => {
      const bucket = bucketOf(request);
      const limited = limits.get(bucket);
      isParallel ||= request.receivedAt < lastEnd;
      lastEnd = Math.max(lastEnd, request.endedAt);
      if (limited !== undefined && !isInFlight(request, limited.request)) {
        const missing = missingMs(limited, request);
        const isOnItsWay =
          isParallel &&
          request.fingerprint !== limited.request.fingerprint &&
          waitBetween(limited.request, request) < in_flight_ms;
        if (missing <= early_ms_max) {
          findings.judge(request);
          limits.delete(bucket);
        } else if (!isOnItsWay && findings.judge(request)) {
          const shown = `${(missing / 1_000).toFixed(1)} s`;
          findings.compare(missing, `${shown} too early`);
          findings.breach(
            request,
            `It came ${shown} before the reset that the 429 of ${limited.request.id} named`,
          );
        }
      }
      const next = request.result === 'limited' ? limitOf(request) : undefined;
      if (next !== undefined) limits.set(bucket, next);
    };
  },
});

/** Both cohort endpoints have one limit; of others each path is taken to have its own. */
function bucketOf({ kind, path }: JudgedRequest): string {
  return kind === 'other' ? path : path.toLowerCase().split('/').slice(0, 3).join('/');
}

function limitOf(request: JudgedRequest): Limited | undefined {
  const headers = request.answer?.headers ?? {};
  const retryAfter = secondsIn(headers['x-ratelimit-retry-after'] ?? headers['retry-after']);
  const reset = secondsIn(headers['x-ratelimit-reset']);
  if (retryAfter === undefined && reset === undefined) return undefined;
  const isEpoch = reset !== undefined && reset >= epochMin;
  const seconds = retryAfter ?? (isEpoch ? undefined : reset);
  return {
    request,
    retryAfterMs: seconds && seconds * 1_000,
    resetAt: isEpoch ? reset * 1_000 : undefined,
  };
}

function secondsIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+(\.\d+)?$/.test(header) ? Number(header) : undefined;
}

/** How much too early a request came, in milliseconds, by the header that asks for less. */
function missingMs({ request: limited, retryAfterMs, resetAt }: Limited, request: JudgedRequest): number {
  const missing: number[] = [];
  if (retryAfterMs !== undefined) missing.push(retryAfterMs - waitBetween(limited, request));
  if (resetAt !== undefined)
    missing.push(
      Math.min(resetAt - request.at, resetAt - limited.at - (request.receivedAt - limited.endedAt)),
    );
  return Math.min(...missing);
}
