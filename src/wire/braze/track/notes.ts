import type { Shape } from '../../../domain/endpoint.js';
import type { TrackProblem } from '../../../domain/errors.js';
import { trackProblemHint, trackProblemPath } from '../../../domain/journal/explanation/track-hint.js';

import { ignored } from '../../../domain/journal/ignored.js';
import type { DecisionNote } from '../../../domain/journal/journal.js';
import type { RequestRecord } from '../../../domain/journal/request-record.js';
import { isJsonObject, type JsonValue } from '../../../domain/json.js';
import { follow, formatPath, stepsOf } from '../../../domain/json-path.js';
import type { TrackRequest } from '../../../domain/users/track.js';
import { trackOnlyFields } from './track.js';

/** For the journal: objects with a problem, and attributes that were not set, each with its place in the body. */
export function trackNotes(
  { body, endpoint }: RequestRecord,
  request: TrackRequest,
  problems: readonly TrackProblem[],
): DecisionNote[] {
  if (body.kind !== 'json') return [];
  const { value } = body;
  const shape = endpoint?.body?.();
  return [
    ...problems.map((problem) => problemNote(value, problem, shape)),
    ...request.attributes.flatMap(({ path, updates }) => {
      const set = new Set(updates.map(({ name }) => name));
      return unsetNames(value, path, set).map((name) =>
        ignored(
          formatPath([...stepsOf(path), name]),
          'attribute_not_set',
          'does not fit the attribute and was not set',
        ),
      );
    }),
  ];
}

function problemNote(body: JsonValue, problem: TrackProblem, shape: Shape | undefined): DecisionNote {
  const path = trackProblemPath(problem);
  const hint = trackProblemHint(body, problem, shape);
  return {
    rule: 'object_refused',
    message: `${path}: ${problem.type}`,
    path,
    hint,
  };
}

function unsetNames(body: JsonValue, path: string, set: ReadonlySet<string>): string[] {
  const object = follow(body, stepsOf(path));
  if (!isJsonObject(object)) return [];
  return Object.keys(object).filter((name) => !set.has(name) && !trackOnlyFields.has(name));
}
