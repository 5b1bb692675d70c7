import htmx from 'htmx.org';

/** So long after a lost connection it is tried again. */
const retryMs = 2_000;

/**
 * Draws the page anew whenever the server says that something changed. What is being read is not moved and what is being typed
 * not lost: then a line at the top says that there is news, and draws it when it is pressed.
 */
export function followChanges(): void {
  connect();
  // A browser has six connections to a server: pages that nobody sees leave them to others.
  document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : connect()));
  window.addEventListener('pagehide', disconnect);
  document.addEventListener('input', (event) => {
    if (event.target instanceof Element)
      event.target.closest('form[method=post]')?.setAttribute('data-touched', '');
  });
  window.addEventListener('scroll', () => {
    if (isNews && !isBusy()) void refresh();
  });
}

/** Whether something has changed that the page does not show yet. */
let isNews = false;

let source: EventSource | undefined;

/** At the address that says what the page has seen, so that it is told at once of what it has missed. */
function connect(): void {
  const { live } = document.documentElement.dataset;
  if (live === undefined || document.hidden || source !== undefined) return;
  source = new EventSource(live);
  source.addEventListener('open', () => {
    if (document.documentElement.hasAttribute('data-lost')) changed();
    document.documentElement.removeAttribute('data-lost');
    if (!isNews) tell(undefined);
  });
  source.addEventListener('changed', changed);
  source.addEventListener('error', () => {
    document.documentElement.setAttribute('data-lost', '');
    tell(lostLine());
    // The browser does so itself, but for an answer that is an error.
    if (source?.readyState !== EventSource.CLOSED) return;
    disconnect();
    setTimeout(connect, retryMs);
  });
}

function disconnect(): void {
  source?.close();
  source = undefined;
}

function changed(): void {
  isNews = true;
  void show();
}

async function show(): Promise<void> {
  if (!isNews) return;
  if (!isBusy()) return refresh();
  const text = await fetchPage();
  if (text !== undefined && isNews) tell(newsLine(text));
}

/** Whether drawing anew would move what is read, or lose what is typed. */
function isBusy(): boolean {
  const isTyping = document.activeElement?.matches('input:not([type=checkbox]), textarea, select') ?? false;
  return (
    isTyping || window.scrollY > 120 || document.querySelector('form[data-touched], dialog[open]') !== null
  );
}

/** Not in the declarations of htmx, but in its reference. */
const swapper = htmx as unknown as {
  swap(context: { sourceElement: Element; target: Element; swap: string; text: string }): Promise<void>;
};

let isRefreshing = false;

async function refresh(): Promise<void> {
  if (isRefreshing) return;
  isRefreshing = true;
  try {
    while (isNews) {
      isNews = false;
      const text = await fetchPage();
      if (text !== undefined) await draw(text);
    }
  } finally {
    isRefreshing = false;
  }
}

async function draw(text: string): Promise<void> {
  const page = new DOMParser().parseFromString(text, 'text/html');
  Object.assign(document.documentElement.dataset, page.documentElement.dataset);
  if (page.documentElement.dataset.frozen === undefined) delete document.documentElement.dataset.frozen;
  await swapper.swap({
    sourceElement: document.body,
    target: document.body,
    swap: 'innerMorph',
    text: page.body.innerHTML,
  });
}

/** The page as it is now; nothing when the server does not give it. */
async function fetchPage(): Promise<string | undefined> {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

function tell(line: HTMLElement | undefined): void {
  document.querySelector('#news')?.replaceChildren(...(line === undefined ? [] : [line]));
}

function lostLine(): HTMLElement {
  const line = document.createElement('p');
  line.textContent =
    'The connection to the emulator is lost. This page shows what it was; it comes back by itself.';
  return line;
}

function newsLine(text: string): HTMLElement {
  const { requests } = new DOMParser().parseFromString(text, 'text/html').documentElement.dataset;
  const count = Number(requests) - Number(document.documentElement.dataset.requests);
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent =
    count > 0 ? `${count} new ${count === 1 ? 'request' : 'requests'}: show` : 'Something changed: show';
  button.addEventListener('click', () => {
    window.scrollTo({ top: 0 });
    tell(undefined);
    void refresh();
  });
  return button;
}
