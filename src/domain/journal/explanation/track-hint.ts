import type { Shape } from '../../endpoint.js';
import type { TrackProblem } from '../../errors.js';
import type { JsonValue } from '../../json.js';
import { follow, stepsOf } from '../../json-path.js';
import { emailProblem } from '../../users/email-address.js';
import { fieldHint } from './field-hint.js';

/** Where the refused object stands in the body. */
export function trackProblemPath({ inputArray, index }: TrackProblem): string {
  return `${inputArray}[${index}]`;
}

/** [doc] objects_filters/event_object says that names must not, and no more. */
const dollarHint =
  "Names of properties must not begin with $; Braze's documentation leaves open whether it drops the property or the event. Rename it";

/** What may be the matter with a refused object of `/users/track`; its problem names the field first. */
export function trackProblemHint(
  body: JsonValue,
  problem: TrackProblem,
  shape: Shape | undefined,
): string | undefined {
  if (/starts with a dollar sign$/.test(problem.type)) return dollarHint;
  if (problem.type === 'EMAIL_BAD_FORMAT') return emailHint(body, `${trackProblemPath(problem)}.email`);
  const [, field] = /^'(\w+)'/.exec(problem.type) ?? [];
  return field === undefined ? undefined : fieldHint(body, `${trackProblemPath(problem)}.${field}`, shape);
}

function emailHint(body: JsonValue, path: string): string | undefined {
  const email = follow(body, stepsOf(path));
  if (typeof email !== 'string') return 'An e-mail address is a text';
  const problem = emailProblem(email);
  return problem && `The address ${problem}`;
}
