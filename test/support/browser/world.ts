import Sqlite from 'better-sqlite3';
import { quickstartKeys, startCommand } from '../command.js';
import { type Change, changesOf } from './routes.js';

/** The REST API key of the quickstart workspace, which everybody knows as they know the other two. */
export const restKey = '33333333-cccc-4ccc-8ccc-333333333333';

// biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
type Json = any;

/** A running emulator. */
export interface World {
  url: string;
  port: number;
  /** Sends a request to the control API that must be answered well. */
  control(method: string, path: string, body?: unknown): Promise<Json>;
  /** The same for the Braze surface. */
  braze(path: string, body: object): Promise<Json>;
}

/** Started as a user starts it. */
export async function startWorld(): Promise<World> {
  const { url } = await startCommand(['--port', '0', '--quiet']);
  const send = async (path: string, method: string, body: unknown) => {
    const headers = { authorization: `Bearer ${restKey}`, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const answer = await fetch(url + path, { method, ...sent });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} → ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    url,
    port: Number(new URL(url).port),
    control: (method, path, body) => send(`/_emulator/v1${path}`, method, body),
    braze: (path, body) => send(path, 'POST', body),
  };
}

const ws = '/workspaces/ws_quickstart';
/** As in the examples of the documents. */
const ids = {
  '/segments': '44444444-dddd-4ddd-8ddd-444444444444',
  '/campaigns': '55555555-eeee-4eee-8eee-555555555555',
  '/canvases': '66666666-ffff-4fff-8fff-666666666666',
};

/** Puts in what the examples of the documents change. @returns Requests that each change something. */
export async function fillWorld({ url, control, braze }: World): Promise<Change[]> {
  await control('POST', `${ws}/users`, [
    { external_id: 'cust-7' },
    { external_id: 'cust-9', user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-3' }] },
  ]);
  const { users } = await control('GET', `${ws}/users?device_id=device-anonymous-1`);
  const cohort = { ...quickstartKeys, cohort_id: 'lapsed-90d' };
  await braze('/partners/hightouch/cohorts/users', { ...cohort, cohort_changes: [{ user_ids: ['cust-1'] }] });
  const filter = { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['lapsed-90d'] };
  const definition = { groups: [{ op: 'and', filters: [filter] }] };
  await control('POST', `${ws}/segments`, { id: ids['/segments'], name: 'Lapsed', definition });
  await control('POST', `${ws}/campaigns`, { id: ids['/campaigns'], name: 'Winback' });
  await control('POST', `${ws}/canvases`, { id: ids['/canvases'], name: 'Welcome' });
  const fault = await control('POST', `${ws}/faults`, { effect: { status: 500 }, match: { cohort_id: 'x' } });
  const schedule = { time: new Date(Date.now() + 86_400_000).toISOString() };
  const ofCampaign = { campaign_id: ids['/campaigns'], broadcast: true, schedule };
  const ofCanvas = { canvas_id: ids['/canvases'], broadcast: true, schedule };
  const schedules = {
    campaigns: (await braze('/campaigns/trigger/schedule/create', ofCampaign)).schedule_id,
    canvas: (await braze('/canvas/trigger/schedule/create', ofCanvas)).schedule_id,
  };
  await control('POST', '/snapshots', { name: 'base' });
  await fetch(`${url}/nothing`);
  const [ofServer] = (await control('GET', '/requests')).requests;
  const [ofWorkspace] = (await control('GET', `${ws}/requests`)).requests;
  const changes = changesOf({
    '{ws}': 'ws_quickstart',
    '{partner}': 'hightouch',
    '{cohort_id}': 'lapsed-90d',
    '/data-import-keys/{key}': quickstartKeys.client_secret,
    '/rest-api-keys/{key}': restKey,
    '{braze_id}': users[0].braze_id,
    '/segments/{id}': ids['/segments'],
    '/campaigns/{id}': ids['/campaigns'],
    '/canvases/{id}': ids['/canvases'],
    '/faults/{id}': fault.id,
    '{ws}/requests/{id}': ofWorkspace.id,
    '/requests/{id}': ofServer.id,
    '{name}': 'base',
  });
  return changes.map((its) => fitting(its, schedules));
}

/** With ids of this world, or with new ones where the document's example is what the world has already. */
function fitting({ body, ...change }: Change, schedules: { campaigns: string; canvas: string }): Change {
  const [, subject = ''] = change.path.split('/');
  const schedule = subject === 'canvas' ? schedules.canvas : schedules.campaigns;
  const isNew = change.method === 'POST' && Object.keys(ids).some((end) => change.path.endsWith(end));
  const fits = body
    ?.replace(/("schedule_id":")[^"]+/, `$1${schedule}`)
    .replace(isNew ? /("id":")\w{8}/ : /$^/, '$199999999')
    .replace(/2026-03-03T/, '2100-03-03T');
  return { ...change, body: fits ?? null };
}

/** Every row of every workspace, and what else the server keeps but for its journal, where refusals stand. */
export async function stateOf({ url, control }: World): Promise<unknown> {
  await control('POST', '/snapshots', { name: 'seen' });
  const bytes = await (await fetch(`${url}/_emulator/v1/snapshots/seen`)).arrayBuffer();
  await control('DELETE', '/snapshots/seen');
  const database = new Sqlite(Buffer.from(bytes));
  const names = "SELECT name FROM sqlite_schema WHERE type = 'table'";
  const tables = database.prepare(names).pluck().all() as string[];
  const rows = tables
    // Counters, also of the journal of the server.
    .filter((table) => table !== 'sqlite_sequence' && table !== 'journal_total')
    .map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()]);
  database.close();
  const ofWorkspaces = (row: Json) => row.workspace !== 0;
  return {
    rows: Object.fromEntries(rows.map(([table, all]) => [table, (all as Json[]).filter(ofWorkspaces)])),
    snapshots: await control('GET', '/snapshots'),
  };
}
