import type { Shape } from '../../../domain/endpoint.js';
import type { TrackProblem } from '../../../domain/errors.js';
import { trackProblemHint } from '../../../domain/journal/explanation/track-hint.js';
import type { DecisionNote } from '../../../domain/journal/journal.js';
import type { RequestRecord } from '../../../domain/journal/request-record.js';
import type { JsonValue } from '../../../domain/json.js';

/** For the journal: objects with a problem, each with its place in the body. */
export function trackNotes(
  { body, endpoint }: RequestRecord,
  problems: readonly TrackProblem[],
): DecisionNote[] {
  if (body.kind !== 'json') return [];
  const { value } = body;
  const shape = endpoint?.body?.();
  return problems.map((problem) => problemNote(value, problem, shape));
}

function problemNote(body: JsonValue, problem: TrackProblem, shape: Shape | undefined): DecisionNote {
  const { path, type } = problem;
  const hint = trackProblemHint(body, problem, shape);
  return {
    rule: 'object_refused',
    message: `${path}: ${type}`,
    path,
    hint,
  };
}
