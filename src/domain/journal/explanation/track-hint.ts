import type { Shape } from '../../endpoint.js';
import type { TrackProblem } from '../../errors.js';
import type { JsonValue } from '../../json.js';
import { fieldHint } from './field-hint.js';

/** Where the refused object stands in the body. */
export function trackProblemPath({ inputArray, index }: TrackProblem): string {
  return `${inputArray}[${index}]`;
}

/** What may be the matter with a refused object of `/users/track`; its problem names the field first. */
export function trackProblemHint(
  body: JsonValue,
  problem: TrackProblem,
  shape: Shape | undefined,
): string | undefined {
  const [, field] = /^'(\w+)'/.exec(problem.type) ?? [];
  return field === undefined ? undefined : fieldHint(body, `${trackProblemPath(problem)}.${field}`, shape);
}
