import type { TrackProblem } from '../../domain/errors.js';
import { trackProblemHint, trackProblemPath } from '../../domain/journal/explanation/track-hint.js';
import { follow, stepsOf } from '../../domain/journal/explanation/value-at.js';
import { ignoredNote, notOne } from '../../domain/journal/ignored.js';
import type { DecisionNote } from '../../domain/journal/journal.js';
import { isJsonObject, type JsonValue } from '../../domain/json.js';
import type { TrackRequest } from '../../domain/users/track.js';
import { formatPath } from '../describe-issue.js';
import { trackOnlyFields } from './track/track.js';

// What of an accepted request had no effect, with the place in the body where it stands.

/** Ids that matched nobody. */
export function unmatchedNotes(paths: readonly string[]): DecisionNote[] {
  return paths.map((path) => ignoredNote(notOne(path, 0)));
}

/** Objects with a problem, and attributes that were not set. */
export function trackNotes(
  body: JsonValue,
  request: TrackRequest,
  problems: readonly TrackProblem[],
): DecisionNote[] {
  return [
    ...problems.map((problem) => problemNote(body, problem)),
    ...request.attributes.flatMap(({ path, updates }) => {
      const set = new Set(updates.map(({ name }) => name));
      return unsetNames(body, path, set).map((name) =>
        ignoredNote({
          path: formatPath([...stepsOf(path), name]),
          rule: 'attribute_not_set',
          reason: 'does not fit the attribute and was not set',
        }),
      );
    }),
  ];
}

function problemNote(body: JsonValue, problem: TrackProblem): DecisionNote {
  const path = trackProblemPath(problem);
  const hint = trackProblemHint(body, problem);
  return {
    rule: 'object_refused',
    message: `${path}: ${problem.type}`,
    path,
    ...(hint !== undefined && { hint }),
  };
}

function unsetNames(body: JsonValue, path: string, set: ReadonlySet<string>): string[] {
  const object = follow(body, stepsOf(path));
  if (!isJsonObject(object)) return [];
  return Object.keys(object).filter((name) => !set.has(name) && !trackOnlyFields.has(name));
}
