import type { TrackProblem } from '../domain/errors.js';
import { trackProblemHint, trackProblemPath } from '../domain/explanation/track-hint.js';
import type { DecisionNote } from '../domain/journal.js';
import { isJsonObject, type JsonValue } from '../domain/json.js';
import { type NoEffect, noEffectNote } from '../domain/no-effect.js';
import type { TrackRequest, UntrackedObject } from '../domain/track.js';
import { trackOnlyFields } from './track.js';

// What of an accepted request had no effect, with the place in the body where it stands.

/** @param pathOf  Where an entry stands. */
export function noEffectNotes(
  passed: readonly NoEffect[],
  pathOf: (index: number) => string,
): DecisionNote[] {
  return passed.map(({ index, reason, part }) =>
    noEffectNote(reason, pathOf(index) + (part === undefined ? '' : `.${mergeFields[part]}`)),
  );
}

const mergeFields = { toMerge: 'identifier_to_merge', toKeep: 'identifier_to_keep' } as const;

/** Ids that matched nobody, and those that matched several profiles. */
export function unmatchedNotes(
  { unmatched, ambiguous }: { unmatched: readonly number[]; ambiguous?: readonly number[] },
  pathOf: (index: number) => string,
): DecisionNote[] {
  return [
    ...unmatched.map((index) => noEffectNote('unknown_user', pathOf(index))),
    ...(ambiguous ?? []).map((index) => noEffectNote('ambiguous_user', pathOf(index))),
  ];
}

export function namingNotes(naming: { isNameKept: boolean; isCreatedAtKept: boolean }): DecisionNote[] {
  return [
    ...(naming.isNameKept ? [noEffectNote('cohort_unchanged', 'name')] : []),
    ...(naming.isCreatedAtKept ? [noEffectNote('created_at_kept', 'created_at')] : []),
  ];
}

/** Problems that `/users/external_ids/*` answers with, in the words of the answer. */
export function externalIdNotes(
  problems: readonly { index: number; text: string }[],
  field: string,
): DecisionNote[] {
  return problems.map(({ index, text }) => ({
    rule: 'external_id_problem',
    message: text,
    path: `${field}[${index}]`,
  }));
}

/** Objects with a problem, objects that changed nobody, and attributes that were not set. */
export function trackNotes(
  body: JsonValue,
  request: TrackRequest,
  problems: readonly TrackProblem[],
  untracked: readonly UntrackedObject[],
): DecisionNote[] {
  return [
    ...problems.map((problem) => problemNote(body, problem)),
    ...untracked.map(({ inputArray, index, reason }) => noEffectNote(reason, `${inputArray}[${index}]`)),
    ...request.attributes.flatMap(({ index, updates }) => {
      const set = new Set(updates.map(({ name }) => name));
      return unsetNames(body, index, set).map((name) =>
        noEffectNote('attribute_not_set', `attributes[${index}].${name}`),
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

function unsetNames(body: JsonValue, index: number, set: ReadonlySet<string>): string[] {
  const list = isJsonObject(body) ? body.attributes : undefined;
  const object = Array.isArray(list) ? list[index] : undefined;
  if (!isJsonObject(object)) return [];
  return Object.keys(object).filter((name) => !set.has(name) && !trackOnlyFields.has(name));
}
