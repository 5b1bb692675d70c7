import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { links } from '../links.js';
import { findAsset, findStyleSheet } from '../server/assets.js';

interface DocumentProps {
  title: string;
  /** Of the workspace: what times are relative to, and whether it stands still. */
  now?: string;
  isFrozen?: boolean;
  /** How many changes it has seen: it asks for itself again after the next. Left out by pages that stay as they are. */
  changes?: number;
  /** How many requests the page knows of, to say how many are new. */
  requests?: number;
  children: Child;
}

/** The text of a page. */
export function pageText(page: Child): string {
  return `<!doctype html>\n${String(page)}\n`;
}

/** Everything around a page that is not seen. */
export function Document({ title, now, isFrozen, changes, requests, children }: DocumentProps) {
  return (
    <html
      lang="en"
      data-now={now}
      data-frozen={isFrozen ? '' : undefined}
      data-live={changes === undefined ? undefined : links.live(changes)}
      data-requests={requests}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content="includeIndicatorCSS:false, history:reload" />
        <title>{title}</title>
        <link rel="icon" href={versioned('icon.svg')} type="image/svg+xml" />
        <style>{raw(findStyleSheet().text)}</style>
        <script src={versioned('dashboard.js')} defer />
      </head>
      <body>{children}</body>
    </html>
  );
}

/**
 * The style of all that comes after it, below the title. While a browser fetches it, it can show what comes before. By its id it is
 * the same when a page is drawn anew.
 */
export function StyleBelow() {
  return <link rel="stylesheet" id="style" href={versioned('dashboard.css')} />;
}

/**
 * An empty script that a browser stops for, and waits for when it does not keep it, so that it draws the rail and the title before it
 * has the rest of the page. By its id it is the same when a page is drawn anew.
 */
export function Pause() {
  return <script id="pause" src={versioned('pause.js')} />;
}

function versioned(name: string): string {
  return `${links.asset(name)}?v=${findAsset(name)?.version}`;
}
