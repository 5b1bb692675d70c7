import type { Context } from 'hono';
import { Form } from './form.js';
import { isFragmentWanted } from './htmx.js';
import { pageText } from './layout/document.js';
import { ServerLayout, WorkspaceLayout } from './layout/layout.js';
import type { Download, Page, ServerRequest, WorkspaceRequest } from './page.js';
import { piecesOf } from './parts/when-found.js';
import type { DashboardServer } from './server/dashboard-server.js';

/** Answers `GET` of a page: the page, one part of it, or a file. */
export async function answerPage(c: Context, page: Page, server: DashboardServer): Promise<Response> {
  const request = await requestOf(c, page, server);
  const download = ownValue(page.downloads, request.query.get('download'));
  if (download !== undefined) return sendDownload(c, await download(request));
  const name = request.query.get('part');
  const part = ownValue(page.parts, name);
  if (part === undefined || name === null) return draw(c, page, request, server);
  const child = await part(request);
  // Without htmx, the page is drawn with it.
  if (isFragmentWanted(c)) return c.html(String(child));
  return draw(c, page, { ...request, ready: new Map([[name, child]]) }, server);
}

/** Answers a form: does what it asks for and goes where its outcome shows, or shows the page again with what was refused. */
export async function answerAction(c: Context, page: Page, server: DashboardServer): Promise<Response> {
  const form = new Form(await server.readForm(c));
  const request = await requestOf(c, page, server);
  const action = ownValue(page.actions, form.text('action'));
  if (action === undefined) {
    const refusal = { message: 'This form is not known here. Reload the page.', status: 400 };
    return draw(c, page, request, server, refusal);
  }
  try {
    const done = await action(request, form);
    if (typeof done !== 'object') return c.redirect(done ?? pathAndQuery(c), 303);
    if ('text' in done) return sendDownload(c, done);
    return draw(c, page, { ...request, form, ready: done.ready }, server);
  } catch (error) {
    const reply = server.replyTo(error);
    if (reply === undefined) throw error;
    return draw(c, page, { ...request, form }, server, reply);
  }
}

async function requestOf(
  c: Context,
  page: Page,
  server: DashboardServer,
): Promise<WorkspaceRequest & ServerRequest> {
  const origin = server.originOf(c);
  const call = server.callAt(origin);
  const params: Record<string, string> = c.req.param();
  const query = new URL(c.req.url).searchParams;
  const changes = server.changeCount();
  const request = { params, query, call, origin, changes, ready: new Map(), finding: [] };
  if (page.kind === 'server') {
    const { now } = await call('getInfo');
    const ofServer: ServerRequest = { ...request, clock: { now, frozen: false } };
    // Each page reads what its kind of request has.
    return ofServer as WorkspaceRequest;
  }
  const ofWorkspace = { params: { ws: params.ws ?? '' } };
  const [workspace, counts, clock] = await Promise.all([
    call('getWorkspace', ofWorkspace),
    call('countWorkspace', ofWorkspace),
    call('readClock', ofWorkspace),
  ]);
  return { ...request, workspace, counts, clock };
}

async function draw(
  c: Context,
  page: Page,
  request: WorkspaceRequest & ServerRequest,
  server: DashboardServer,
  refusal?: { message: string; status: number },
): Promise<Response> {
  const view = await page.view(request);
  if ('goTo' in view) return c.redirect(view.goTo, 303);
  const drawn =
    page.kind === 'workspace' ? (
      <WorkspaceLayout request={request} section={page.section} view={view} refusal={refusal?.message} />
    ) : (
      <ServerLayout request={request} path={page.path} view={view} refusal={refusal?.message} />
    );
  const text = pageText(drawn);
  const status = refusal?.status ?? 200;
  if (request.finding.length === 0) return c.html(text, status as 200);
  const failed = (error: unknown) => (
    <p class="alert" role="alert">
      {refusalOf(error, server).message}
    </p>
  );
  const headers = { 'Content-Type': 'text/html; charset=UTF-8' };
  return send(c, piecesOf(text, request.finding, failed), headers, status);
}

/** What is told of an error; of one that is none of the caller's, that it is ours. */
export function refusalOf(error: unknown, server: DashboardServer): { status: number; message: string } {
  const reply = server.replyTo(error);
  if (reply === undefined) server.onDefect(error);
  return reply ?? { status: 500, message: 'The emulator has a defect here. Its log says more.' };
}

function ownValue<Value>(values: Record<string, Value> | undefined, name: string | null): Value | undefined {
  return name !== null && values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Where a request went, to go there again. */
export function pathAndQuery(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

function sendDownload(c: Context, { filename, mediaType, text }: Download): Response {
  const quoted = filename.replaceAll(/[^\w.-]+/g, '-');
  return send(c, text, {
    'Content-Type': `${mediaType}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${quoted}"`,
  });
}

/** Sends a text piece by piece: the next is made when the one before is on its way. */
function send(
  c: Context,
  text: AsyncIterable<string>,
  headers: Record<string, string>,
  status = 200,
): Response {
  const encoder = new TextEncoder();
  const iterator = text[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  // Said by ourselves, or the server would wait for more before it sends the first.
  return c.body(body, status as 200, { ...headers, 'Transfer-Encoding': 'chunked' });
}
