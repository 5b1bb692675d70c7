import type { Tone } from '../../../page.js';
import { countText } from '../../../parts/numbers.js';
import { cutText } from '../../../parts/text.js';
import { sentence } from '../words.js';
import { type BodyLine, bodyLines, type HiddenLines, type PlacedNote } from './body-lines.js';

/** A note, and whether it is why the request was refused. */
export interface ShownNote extends PlacedNote {
  message: string;
  hint?: string;
  tone: Extract<Tone, 'bad' | 'idle'>;
}

/** Lines of a body that are shown at first, and when all are asked for. */
export const linesAtFirst = 60;
export const linesAtMost = 5_000;
/** A longer line is cut in the middle at first. */
const lineMax = 400;

interface BodyViewProps {
  body: unknown;
  notes?: readonly ShownNote[];
  /** What the lines are of, for who does not see them. */
  label: string;
  /** Without numbers. */
  isPlain?: boolean;
  /** Whether all of it is asked for. */
  isWhole?: boolean;
  /** Where all of it is shown, and where it is a file. */
  wholeHref?: string;
  fileHref?: string;
}

/** A body with its lines numbered, and notes under the lines they are about. */
export function BodyView(its: BodyViewProps) {
  const { body, notes = [], label, isPlain, isWhole = false, wholeHref, fileHref } = its;
  const { lines, others } = bodyLines(body, notes, isWhole ? linesAtMost : linesAtFirst);
  return (
    <>
      {others.map((note) => (
        <Note note={note} />
      ))}
      {body === null ? (
        <p class="quiet none">No body.</p>
      ) : (
        <ol class={isPlain ? 'lines plain' : 'lines'} aria-label={label}>
          {lines.map((line) =>
            'hidden' in line ? (
              <Hidden {...line} href={isWhole ? fileHref : wholeHref} isWhole={isWhole} />
            ) : (
              <Line line={line} isWhole={isWhole} />
            ),
          )}
        </ol>
      )}
    </>
  );
}

function Line({ line: { number, text, notes }, isWhole }: { line: BodyLine<ShownNote>; isWhole: boolean }) {
  const tones = notes.map(({ note }) => note.tone);
  const tone = tones.includes('bad') ? 'bad' : tones[0];
  return (
    <li value={number} class={tone}>
      <code data-line={number}>
        {isWhole ? text : cutText(text, lineMax)}
        {notes.map(({ sameAs }) => sameAs !== undefined && <small>as line {countText(sameAs)}</small>)}
      </code>
      {notes.map(({ note, sameAs }) => sameAs === undefined && <Note note={note} />)}
    </li>
  );
}

function Note({ note: { message, hint, tone } }: { note: ShownNote }) {
  return (
    <p class={`line-note ${tone}`}>
      {sentence(message)}
      {hint !== undefined && ` ${sentence(hint)}`}
    </p>
  );
}

function Hidden({ hidden, href, isWhole }: HiddenLines & { href?: string; isWhole: boolean }) {
  const text = `${countText(hidden)} more ${hidden === 1 ? 'line' : 'lines'}`;
  return (
    <li class="hidden-lines">
      {href === undefined ? (
        text
      ) : (
        <a href={href}>
          {text}: {isWhole ? 'take the file' : 'show all'}
        </a>
      )}
    </li>
  );
}
