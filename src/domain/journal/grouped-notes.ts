import { invariant } from '../errors.js';
import { stepsOf } from '../json-path.js';
import { shownPathsMax } from '../limits.js';
import type { DecisionNote } from './journal.js';

/**
 * One note for all that say the same: its path is that of the first, its count how many there are, its paths those of the
 * first twenty. The order is that of the first of each.
 */
export function groupNotes(notes: readonly DecisionNote[]): DecisionNote[] {
  if (notes.length < 2) return notes.map((note) => joined([note]));
  const groups = new Map<string, DecisionNote[]>();
  for (const note of notes) {
    const key = keyOf(note);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [note]);
    else group.push(note);
  }
  return [...groups.values()].map(joined);
}

/** The rule and what it says beside the place; of fields that are not looked at, the name too, because its hint is of it. */
function keyOf({ rule, message, path, hint }: DecisionNote): string {
  if (path === undefined) return `${rule} ${message}`;
  // What was meant by one name is not what was meant by another.
  if (rule === 'unknown_export_field') return `${rule} ${hint}`;
  if (rule !== 'ignored_field') return `${rule} ${message.replace(path, '')}`;
  const names = stepsOf(path).filter((step) => typeof step === 'string');
  return `${rule} ${names.join('.')}`;
}

function joined(group: readonly DecisionNote[]): DecisionNote {
  const [first, ...others] = group;
  invariant(first !== undefined, 'a group has a note');
  if (others.length === 0 && first.count === undefined) return first;
  const hint = first.hint ?? others.find((its) => its.hint !== undefined)?.hint;
  const note = hint === undefined ? first : { ...first, hint };
  const repeated = group.length - new Set(group.map((its) => its.path)).size;
  const count = group.reduce((sum, its) => sum + (its.count ?? 1), 0) - repeated;
  if (count < 2) return note;
  const message = `${note.message} (and ${count - 1} more)`;
  return { ...note, message, count, paths: firstPaths(group) };
}

/** Of many thousand notes only the first are looked at. */
function firstPaths(group: readonly DecisionNote[]): string[] {
  const paths = new Set<string>();
  for (const its of group) {
    if (paths.size >= shownPathsMax) break;
    if (its.paths !== undefined) for (const path of its.paths) paths.add(path);
    else if (its.path !== undefined) paths.add(its.path);
  }
  return [...paths].slice(0, shownPathsMax);
}
