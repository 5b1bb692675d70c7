import type { Child } from 'hono/jsx';
import { links } from '../links.js';
import { withDot } from '../parts/text.js';
import { Document, pageText, StyleBelow } from './document.js';

export { pageText };

/** A page without a rail, for when there is no workspace to show. */
function PlainPage({ title, children }: { title: string; children: Child }) {
  return (
    <Document title={`${title} · Cohort emulator`}>
      <StyleBelow />
      <main class="plain-page" id="page">
        <p class="brand">
          <a href={links.home()}>Cohort emulator</a>
        </p>
        <h1>{title}</h1>
        {children}
      </main>
    </Document>
  );
}

export function NotFoundPage({ path }: { path: string }) {
  return (
    <PlainPage title="Nothing is here">
      <p>
        The dashboard has no page at <code>{path}</code>.
      </p>
      <p>
        <a href={links.workspaces()}>All workspaces</a>
      </p>
    </PlainPage>
  );
}

/** @param workspace  Id of the one that it was asked of; it may not be there. */
export function RefusedPage({ message, workspace }: { message: string; workspace?: string }) {
  return (
    <PlainPage title="This cannot be shown">
      <p role="alert">{withDot(message)}</p>
      <p class="choices">
        {workspace !== undefined && <a href={links.workspace(workspace)}>The workspace</a>}
        <a href={links.workspaces()}>All workspaces</a>
      </p>
    </PlainPage>
  );
}

export function LogInPage({ next, isWrong }: { next: string; isWrong?: boolean }) {
  return (
    <PlainPage title="Log in">
      <p>This server was started with an admin token. The browser keeps it until it is closed.</p>
      {isWrong && (
        <p role="alert" class="alert">
          This is not the admin token. It is what the server was given as <code>--admin-token</code>.
        </p>
      )}
      <form method="post" action={`${links.home()}log-in`} class="fields">
        <input type="hidden" name="next" value={next} />
        <label>
          Admin token
          <input type="password" name="token" required autocomplete="current-password" autofocus />
        </label>
        <button type="submit" class="main">
          Log in
        </button>
      </form>
    </PlainPage>
  );
}
