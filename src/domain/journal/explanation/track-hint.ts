import type { Shape } from '../../endpoint.js';
import type { TrackProblem } from '../../errors.js';
import type { JsonValue } from '../../json.js';
import { follow, stepsOf } from '../../json-path.js';
import { emailProblem } from '../../users/email-address.js';
import { fieldHint } from './field-hint.js';

/** [doc] objects_filters/event_object says that names must not, and no more. */
const dollarHint =
  "Names of properties must not begin with $; Braze's documentation leaves open whether it drops the property or the event. Rename it";

/** What may be the matter with a refused object of `/users/track`: with the culprit, or with the identifier that it lacks. */
export function trackProblemHint(
  body: JsonValue,
  { type, path, inputArray, index }: TrackProblem,
  shape: Shape | undefined,
): string | undefined {
  if (/starts with a dollar sign$/.test(type)) return dollarHint;
  if (type === 'EMAIL_BAD_FORMAT') return emailHint(body, path);
  const lacksIdentifier = path === `${inputArray}[${index}]` && type.endsWith(' is required');
  return fieldHint(body, lacksIdentifier ? `${path}.external_id` : path, shape);
}

function emailHint(body: JsonValue, path: string): string | undefined {
  const email = follow(body, stepsOf(path));
  if (typeof email !== 'string') return 'An e-mail address is a text';
  const problem = emailProblem(email);
  return problem && `The address ${problem}`;
}
