import type { Endpoint } from '../../endpoint.js';
import { closest } from './edit-distance.js';

/** Comparing takes the square of it; no path of Braze's is half as long. */
const comparedLengthMax = 300;

/** An endpoint; a segment in braces stands for anything. */
interface Known {
  verb: string;
  segments: string[];
}

/**
 * What somebody who asked for a path that is not there may have meant.
 *
 * @param endpoints  All that Braze has; of two that are equally close the first is named.
 */
export function pathHint(method: string, route: string, endpoints: readonly Endpoint[]): string | undefined {
  const known = endpoints.map(({ verb, path }) => ({ verb, segments: path.split('/') }));
  return (
    otherVerbHint(method, route, known) ??
    untidyHint(method, route, known) ??
    prefixHint(route, known) ??
    closestHint(method, route, known)
  );
}

function fitting(route: string, known: readonly Known[]): Known[] {
  const segments = route.split('/');
  return known.filter(
    (endpoint) =>
      endpoint.segments.length === segments.length &&
      endpoint.segments.every((its, index) =>
        isParameter(its) ? segments[index] !== '' : its === segments[index],
      ),
  );
}

function otherVerbHint(method: string, route: string, known: readonly Known[]): string | undefined {
  const verbs = fitting(route, known).map((endpoint) => endpoint.verb);
  return verbs.length === 0 ? undefined : `${route} answers to ${verbs.join(' and ')}, this was ${method}`;
}

function untidyHint(method: string, route: string, known: readonly Known[]): string | undefined {
  const single = route.replaceAll(/\/{2,}/g, '/');
  const trimmed = single.length > 1 ? single.replace(/\/$/, '') : single;
  const tidy = trimmed.toLowerCase();
  const [endpoint] = tidy === route ? [] : fitting(tidy, known);
  if (endpoint === undefined) return undefined;
  const faults = [
    ...(trimmed === single ? [] : ['a trailing slash']),
    ...(single === route ? [] : ['a doubled slash']),
    ...(tidy === trimmed ? [] : ['capital letters']),
  ];
  const meant = `${endpoint.verb} ${tidy}`;
  return `The path has ${faults.join(' and ')}; send ${meant === `${method} ${tidy}` ? tidy : meant}`;
}

/** `/v1/users/track`, or the path of a proxy before Braze's own. */
function prefixHint(route: string, known: readonly Known[]): string | undefined {
  const segments = route.replace(/\/$/, '').split('/');
  // More segments than any endpoint has are no endpoint: a path may have thousands.
  const restMax = Math.max(...known.map((its) => its.segments.length - 1));
  for (let left = Math.max(2, segments.length - restMax); left < segments.length; left++) {
    const rest = `/${segments.slice(left).join('/')}`;
    const [endpoint] = rest.split('/').length < 3 ? [] : fitting(rest, known);
    if (endpoint !== undefined) {
      return `Braze's paths begin at the host, without ${segments.slice(0, left).join('/')}; send ${rest}`;
    }
  }
  return undefined;
}

function closestHint(method: string, route: string, known: readonly Known[]): string | undefined {
  if (route.length > comparedLengthMax) return undefined;
  const segments = route.toLowerCase().split('/');
  const names = new Map<string, string>();
  // The same verb first, so that it wins where both are equally close.
  const sorted = [
    ...known.filter((its) => its.verb === method),
    ...known.filter((its) => its.verb !== method),
  ];
  for (const endpoint of sorted) {
    const name = `${endpoint.verb} ${endpoint.segments.join('/')}`;
    const filled = endpoint.segments.map((its, index) => (isParameter(its) ? (segments[index] ?? its) : its));
    const bare = endpoint.segments.filter((its) => !isParameter(its));
    for (const form of [filled, bare]) {
      if (!names.has(form.join('/'))) names.set(form.join('/'), name);
    }
  }
  const path = segments.join('/');
  const found = closest(path, [...names.keys()], Math.max(2, Math.floor(path.length * 0.4)));
  return found === undefined ? undefined : `The closest that Braze has is ${names.get(found)}`;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}
