import type { Child } from 'hono/jsx';
import type { Tone } from '../page.js';

/** A word that says what became of something. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: Child }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** Longer texts are cut in the middle. */
const shownMax = 48;

/** The text cut in the middle, where both ends tell it from others. */
export function cutText(text: string, max = shownMax): string {
  const characters = [...text];
  if (characters.length <= max) return text;
  const tail = Math.floor(max / 3);
  return `${characters.slice(0, max - tail - 1).join('')}…${characters.slice(-tail).join('')}`;
}

/**
 * An id, a path, a key or anything else that somebody sent: in monospace, cut in the middle with the whole in its title, and on
 * its own in direction.
 */
export function Code({ children, max }: { children: string; max?: number }) {
  const cut = cutText(children, max);
  return (
    <code class="id" title={cut === children ? undefined : shortTitle(children)}>
      <bdi>{cut}</bdi>
    </code>
  );
}

/** The same of a path, which goes on in another line after a slash where `.line` is around it. */
export function PathCode({ children, max }: { children: string; max?: number }) {
  const cut = cutText(children, max);
  return (
    <code class="id" title={cut === children ? undefined : shortTitle(children)}>
      <bdi>
        {cut.split(/(?<=[^\s/]\/)/).map((part) => (
          <>
            {part}
            <wbr />
          </>
        ))}
      </bdi>
    </code>
  );
}

/** A name that somebody gave: cut the same way. */
export function Name({ children, max }: { children: string; max?: number }) {
  const cut = cutText(children, max);
  return <bdi title={cut === children ? undefined : shortTitle(children)}>{cut}</bdi>;
}

function shortTitle(text: string): string {
  return cutText(text, 1_000);
}

/** A link in a table or list to the page of what it names. */
export function Link({ href, children }: { href: string; children: Child }) {
  return <a href={href}>{children}</a>;
}

/** What an empty list says: what would fill it, and the line to paste or the button to press. */
export function Empty({ children }: { children: Child }) {
  return <div class="empty">{children}</div>;
}

/** A message of the control API ends without a dot. */
export function withDot(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

/** A line to paste into a shell, with a button to copy it. */
export function CommandLine({ children }: { children: string }) {
  return (
    <div class="command">
      <pre tabindex={0}>{children}</pre>
      <CopyButton text={children} label="Copy" />
    </div>
  );
}

/**
 * Copies a text. Without JavaScript it is not seen; what it would copy stands beside it.
 *
 * @param about  What it copies, for who hears it without seeing what stands beside it: `the REST endpoint`.
 */
export function CopyButton({
  text,
  label = 'Copy',
  about,
  isMain,
}: {
  text: string;
  label?: string;
  about?: string;
  isMain?: boolean;
}) {
  return (
    <button
      type="button"
      class={isMain ? 'copy main' : 'copy'}
      data-copy={text}
      aria-label={about && `${label} ${about}`}
    >
      {label}
    </button>
  );
}

/** An address or a key to paste elsewhere: in full, with a button to copy it. @param about  As of `CopyButton`. */
export function Secret({ text, about }: { text: string; about?: string }) {
  return (
    <span class="secret">
      <code class="id">{text}</code>
      <CopyButton text={text} about={about} />
    </span>
  );
}

/** The same under its name, where there is little room. @param about  As `the data import key of Hightouch`. */
export function KeyField({ name, text, about }: { name: string; text: string; about: string }) {
  return (
    <div class="key-field">
      <span>{name}</span>
      <CopyButton text={text} about={about} />
      <code class="id">{text}</code>
    </div>
  );
}

/** Several badges, which take as many lines as they need. */
export function Badges({
  badges,
  none,
}: {
  badges: readonly (readonly [text: string, tone: Tone])[];
  none?: string;
}) {
  if (badges.length === 0) return none === undefined ? null : <span class="quiet">{none}</span>;
  return (
    <span class="badges">
      {badges.map(([text, tone]) => (
        <Badge tone={tone}>{text}</Badge>
      ))}
    </span>
  );
}
