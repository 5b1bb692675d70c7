import { dashboardPath, workspacePagePath as ofWorkspace } from '../client/page-path.js';

export { dashboardPath };

const encode = encodeURIComponent;

/** Addresses of pages, each written here alone. They are those of the control API without `/v1`. */
export const links = {
  home: () => `${dashboardPath}/`,
  workspaces: () => `${dashboardPath}/workspaces`,
  strayRequests: () => `${dashboardPath}/requests`,
  strayRequest: (id: string) => `${dashboardPath}/requests/${encode(id)}`,
  logIn: (next: string) => `${dashboardPath}/log-in?next=${encode(next)}`,
  asset: (name: string) => `${dashboardPath}/assets/${name}`,
  /** @param since  How many changes the page has seen. */
  live: (since: number) => `${dashboardPath}/live?since=${since}`,
  workspace: (ws: string) => ofWorkspace(ws),
  partners: (ws: string) => ofWorkspace(ws, 'partners'),
  partner: (ws: string, partner: string) => ofWorkspace(ws, 'partners', partner),
  cohorts: (ws: string) => ofWorkspace(ws, 'cohorts'),
  cohort: (ws: string, partner: string, cohort: string) => ofWorkspace(ws, 'cohorts', partner, cohort),
  sync: (ws: string, partner: string, cohort: string, sync: string) =>
    ofWorkspace(ws, 'cohorts', partner, cohort, 'syncs', sync),
  comparison: (ws: string, partner: string, cohort: string) =>
    ofWorkspace(ws, 'cohorts', partner, cohort, 'compare'),
  users: (ws: string) => ofWorkspace(ws, 'users'),
  user: (ws: string, brazeId: string) => ofWorkspace(ws, 'users', brazeId),
  segments: (ws: string) => ofWorkspace(ws, 'segments'),
  newSegment: (ws: string) => ofWorkspace(ws, 'new-segment'),
  segment: (ws: string, id: string) => ofWorkspace(ws, 'segments', id),
  campaigns: (ws: string) => ofWorkspace(ws, 'campaigns'),
  newCampaign: (ws: string) => ofWorkspace(ws, 'new-campaign'),
  campaign: (ws: string, id: string) => ofWorkspace(ws, 'campaigns', id),
  newCanvas: (ws: string) => ofWorkspace(ws, 'new-canvas'),
  canvas: (ws: string, id: string) => ofWorkspace(ws, 'canvases', id),
  send: (ws: string, dispatch: string) => ofWorkspace(ws, 'sends', dispatch),
  requests: (ws: string) => ofWorkspace(ws, 'requests'),
  request: (ws: string, id: string) => ofWorkspace(ws, 'requests', id),
  contract: (ws: string) => ofWorkspace(ws, 'contract'),
  controls: (ws: string) => ofWorkspace(ws, 'controls'),
};

/** An address with parameters; those that are `undefined` or empty are left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

/** A page's own address with some parameters changed. */
export function changedQuery(query: URLSearchParams, changes: Record<string, string | undefined>): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
  }
  return `?${changed}`;
}
