import { type Step, stepsOf } from '../../../../domain/json-path.js';

// A body as numbered lines, each with what is said of the value that stands there.

/** What is said of a value, and where it stands. */
export interface PlacedNote {
  /** JSON path; of several places, the first. */
  path?: string;
  /** All places that are known. */
  paths?: readonly string[];
}

/** A note at a line. */
export interface LineNote<Note> {
  note: Note;
  /** The number of the line where the note stands, when this is another place that it is about. */
  sameAs?: number;
}

export interface BodyLine<Note> {
  number: number;
  text: string;
  notes: LineNote<Note>[];
}

/** Lines that are not shown. */
export interface HiddenLines {
  hidden: number;
}

export interface BodyLines<Note> {
  lines: (BodyLine<Note> | HiddenLines)[];
  /** Notes about no value of the body: its whole, a header, the query. */
  others: Note[];
}

/** A value on one line is at most this long. */
const inlineMax = 72;
/** Lines that are shown round one with a note. */
const contextLines = 2;
/** Stands for a key. */
const hiddenKey = '"••••"';

/**
 * The lines of a body and the notes under the lines they are about. A note whose place is not there, such as a missing field,
 * stands where its place would be.
 *
 * @param shownMax  How many lines are shown before those without notes are left out.
 */
export function bodyLines<Note extends PlacedNote>(
  body: unknown,
  notes: readonly Note[],
  shownMax: number,
): BodyLines<Note> {
  const places = placesOf(body, notes);
  const firstLines = new Map<Note, number>();
  const numbered = (function* () {
    let number = 0;
    for (const { text, places: its } of drawn(body, places.root, '', '', '')) {
      number++;
      yield { number, text, notes: its.flatMap((place) => notesAt(place, firstLines, number)) };
    }
  })();
  return { lines: shown(numbered, shownMax), others: places.others };
}

/** What stands at a place and below it. */
interface Place<Note> {
  notes: Note[];
  below: Map<Step, Place<Note>>;
}

function notesAt<Note>({ notes }: Place<Note>, firstLines: Map<Note, number>, number: number) {
  return notes.map((note): LineNote<Note> => {
    const sameAs = firstLines.get(note);
    if (sameAs === undefined) firstLines.set(note, number);
    return sameAs === undefined || sameAs === number ? { note } : { note, sameAs };
  });
}

function placesOf<Note extends PlacedNote>(body: unknown, notes: readonly Note[]) {
  const root: Place<Note> = { notes: [], below: new Map() };
  const others: Note[] = [];
  for (const note of notes) {
    const paths = note.paths ?? (note.path === undefined ? [] : [note.path]);
    const places = new Set(paths.map((path) => placeAt(body, path, root)).filter((its) => its !== root));
    for (const place of places) place.notes.push(note);
    if (places.size === 0) others.push(note);
  }
  return { root, others };
}

/** The deepest place of a path that is there. */
function placeAt<Note>(body: unknown, path: string, root: Place<Note>): Place<Note> {
  let place = root;
  let value = body;
  for (const step of stepsOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) break;
    value = (value as Record<Step, unknown>)[step];
    let next = place.below.get(step);
    if (next === undefined) place.below.set(step, (next = { notes: [], below: new Map() }));
    place = next;
  }
  return place;
}

interface DrawnLine<Note> {
  text: string;
  places: Place<Note>[];
}

/** The lines of a value. @param name  What stands before it. @param end  What stands behind it. */
function* drawn<Note>(
  value: unknown,
  place: Place<Note> | undefined,
  indent: string,
  name: string,
  end: string,
): Generator<DrawnLine<Note>> {
  const places = place === undefined ? [] : [place];
  const isWhole = indent === '' && name === '';
  if (typeof value === 'string' && isWhole) {
    for (const text of value.split('\n')) yield { text: unturned(text), places: [] };
    return;
  }
  const line = (place?.below.size ?? 0) === 0 ? onOneLine(value, isWhole) : undefined;
  if (line !== undefined) {
    yield { text: indent + name + line + end, places };
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value as object);
  yield { text: `${indent}${name}${isList ? '[' : '{'}`, places };
  for (const [index, [key, inner]] of entries.entries()) {
    const below = place?.below.get(isList ? index : key);
    const named = isList ? '' : `${scalar(key)}: `;
    yield* drawn(inner, below, `${indent}  `, named, index < entries.length - 1 ? ',' : '');
  }
  yield { text: `${indent}${isList ? ']' : '}'}${end}`, places: [] };
}

/** A value that is short and has no other objects in it. @param isWhole  Whether it is the body: that is always opened. */
function onOneLine(value: unknown, isWhole: boolean): string | undefined {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value);
  if (isWhole && entries.length > 0) return undefined;
  if (entries.length > inlineMax / 3 || entries.some(([, its]) => typeof its === 'object' && its !== null))
    return undefined;
  const isList = Array.isArray(value);
  const inner = entries.map(([key, its]) => (isList ? scalar(its) : `${scalar(key)}: ${scalar(its)}`));
  if (inner.length === 0) return isList ? '[]' : '{}';
  const text = isList ? `[${inner.join(', ')}]` : `{ ${inner.join(', ')} }`;
  return text.length <= inlineMax ? text : undefined;
}

function scalar(value: unknown): string {
  return value === '[redacted]' ? hiddenKey : unturned(JSON.stringify(value));
}

/** Marks of direction as JSON can write them too: else what stands behind one would show before it. */
function unturned(text: string): string {
  return text.replaceAll(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Leaves out lines far from the beginning and from every note. */
function shown<Note>(lines: Iterable<BodyLine<Note>>, shownMax: number): (BodyLine<Note> | HiddenLines)[] {
  const kept: (BodyLine<Note> | HiddenLines)[] = [];
  let passed: BodyLine<Note>[] = [];
  let hidden = 0;
  let untilNumber = shownMax;
  const flush = (last: number) => {
    const back = passed.slice(-last);
    const left = hidden - back.length;
    // A line in place of one line would hide it for nothing.
    if (left > 0) kept.push({ hidden: left });
    kept.push(...back);
    passed = [];
    hidden = 0;
  };
  for (const line of lines) {
    // The other places of a note are marked where they are shown.
    if (line.notes.some(({ sameAs }) => sameAs === undefined)) {
      if (hidden > 0) flush(contextLines);
      untilNumber = Math.max(untilNumber, line.number + contextLines);
    }
    if (line.number <= untilNumber) kept.push(line);
    else {
      hidden++;
      passed.push(line);
      if (passed.length > contextLines + 1) passed.shift();
    }
  }
  if (hidden > 0) flush(contextLines);
  return kept;
}
