import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { styleSheet } from './style-sheet.js';

// One page that stands alone: no script, and nothing is loaded from anywhere.

interface PageProps {
  title: string;
  /** The page's answer, in a sentence. */
  sentence: string;
  facts: readonly Fact[];
  children: Child;
}

/** A number that matters, and what it counts. */
export interface Fact {
  count: number;
  label: string;
  tone?: Tone;
}

/** What a colour says; a word or a sign always says it too. */
export type Tone = 'good' | 'bad' | 'warning' | 'plain';

/** The text of a file. */
export function pageText(props: PageProps): string {
  return `<!doctype html>\n${(<Page {...props} />).toString()}\n`;
}

function Page({ title, sentence, facts, children }: PageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style>{raw(styleSheet)}</style>
      </head>
      <body>
        <main>
          <header>
            <h1>{title}</h1>
            <p class="sentence">{sentence}</p>
            <dl class="facts">
              {facts.map(({ count, label, tone = 'plain' }) => (
                <div class={count === 0 ? 'plain' : tone}>
                  <dt>{label}</dt>
                  <dd>{count.toLocaleString('en')}</dd>
                </div>
              ))}
            </dl>
          </header>
          {children}
        </main>
      </body>
    </html>
  );
}

/** A part of the page with a heading; nothing when it has nothing to show. */
export function Section({ title, children, isEmpty }: { title: string; children: Child; isEmpty?: boolean }) {
  if (isEmpty) return null;
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A word that says what became of something. */
export function Badge({ tone, children }: { tone: Tone; children: Child }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
