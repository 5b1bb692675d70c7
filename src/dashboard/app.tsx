import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { answerAction, answerPage, pathAndQuery, refusalOf } from './answer.js';
import { isFragmentWanted } from './htmx.js';
import { LogInPage, NotFoundPage, pageText, RefusedPage } from './layout/plain-pages.js';
import { dashboardPath, links } from './links.js';
import { pages } from './pages/index.js';
import { isLoggedIn, logIn } from './server/admin-session.js';
import { findAsset } from './server/assets.js';
import type { DashboardServer } from './server/dashboard-server.js';
import { pageHeaders } from './server/headers.js';
import { streamChanges } from './server/live.js';

/** The dashboard: pages under `/_emulator` that ask the control API of the same process. */
export function createDashboard(server: DashboardServer): Hono {
  const app = new Hono({ strict: false }).basePath(dashboardPath);
  app.use(async (c, next) => {
    const refusal = server.refusalOf(c);
    if (refusal !== undefined) throw refusal;
    await next();
    for (const [name, value] of Object.entries(pageHeaders())) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });
  app.get('/assets/:name', (c) => sendAsset(c, c.req.param('name')));
  addLogIn(app, server);
  app.get('/live', (c) => streamChanges(c, server));
  for (const page of pages) {
    const path = page.kind === 'workspace' ? `/workspaces/:ws${page.path}` : page.path;
    app.get(path, (c) => answerPage(c, page, server));
    if (page.actions !== undefined) app.post(path, (c) => answerAction(c, page, server));
  }
  app.notFound((c) => c.html(pageText(NotFoundPage({ path: c.req.path })), 404, pageHeaders()));
  app.onError((error, c) => answerError(c, error, server));
  return app as unknown as Hono;
}

async function sendAsset(c: Context, name: string): Promise<Response> {
  const asset = findAsset(name);
  if (asset === undefined) return c.notFound() as Response;
  const etag = `"${asset.version}"`;
  // Pages name the version, so that what a browser keeps is never an old one.
  const isVersioned = c.req.query('v') === asset.version;
  const headers = {
    'Content-Type': asset.mediaType,
    'Cache-Control': isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
  };
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
  if (asset.heldMs !== undefined) await sleep(asset.heldMs);
  return c.body(asset.text, 200, headers);
}

/** With an admin token, everything but what pages load and the page that asks for it is behind it. */
function addLogIn(app: Hono, server: DashboardServer): void {
  const { adminToken } = server;
  if (adminToken === undefined) return;
  app.get('/log-in', (c) => c.html(pageText(LogInPage({ next: nextOf(c.req.query('next')) }))));
  app.post('/log-in', async (c) => {
    const form = await server.readForm(c);
    const next = nextOf(String(form.get('next') ?? ''));
    if (logIn(c, adminToken, String(form.get('token') ?? ''))) return c.redirect(next, 303);
    return c.html(pageText(LogInPage({ next, isWrong: true })), 401);
  });
  app.use(async (c, next) => {
    if (isLoggedIn(c, adminToken)) return next();
    if (c.req.method !== 'GET' || isFragmentWanted(c)) return c.text('Log in again: reload the page.', 401);
    return c.redirect(links.logIn(pathAndQuery(c)), 303);
  });
}

/** Only pages of our own are gone to after a log-in. */
function nextOf(given: string | undefined): string {
  return given?.startsWith(`${dashboardPath}/`) && !given.includes('\\') ? given : links.home();
}

async function answerError(c: Context, error: unknown, server: DashboardServer): Promise<Response> {
  const { status, message } = refusalOf(error, server);
  const workspace = await findWorkspace(c, server);
  return c.html(pageText(RefusedPage({ message, workspace })), status as 400, pageHeaders());
}

/** The workspace that an address is of, when it is there. */
async function findWorkspace(c: Context, server: DashboardServer): Promise<string | undefined> {
  const [, ws] = /^\/workspaces\/([^/]+)/.exec(c.req.path.slice(dashboardPath.length)) ?? [];
  if (ws === undefined) return undefined;
  try {
    const { id } = await server.callAt(server.originOf(c))('getWorkspace', { params: { ws } });
    return id;
  } catch {
    return undefined;
  }
}
