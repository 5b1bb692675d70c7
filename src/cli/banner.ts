import { dashboardPath } from '../client/page-path.js';
import type { WorkspaceView } from '../operations/workspaces/create-workspace.js';
import { visible } from '../platform/visible.js';
import type { Paint } from './colours.js';
import { shellQuote } from './shell-quote.js';

/** What a person needs to point a connector at the server. */
export interface BannerContent {
  version: string;
  url: string;
  /** Database file; `undefined` when everything is in memory. */
  db: string | undefined;
  /** The workspace whose keys are shown; `undefined` when there is none. */
  workspace: WorkspaceView | undefined;
}

type Row = [name: string, value: string];

/** The banner that `start` writes to stderr: stdout holds the address and nothing else, for programs to read. */
export function bannerText(content: BannerContent, paint: Paint): string {
  const rows = [
    ['REST endpoint', content.url],
    ['Dashboard', `${content.url}${dashboardPath}/`],
    ['Control API', `${content.url}/_emulator/v1`],
    ['Storage', content.db ?? 'in memory'],
    ...workspaceRows(content.workspace),
  ].map(([name = '', value = '']): Row => [visible(name), visible(value)]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    '',
    paint('bold', `braze-cohort-emulator ${content.version}`),
    '',
    ...rows.map(([name, value]) => `  ${paint('dim', name.padEnd(width))}  ${value}`),
    '',
    '  Try it:',
    paint('cyan', visible(tryLine(content))),
    '',
  ].join('\n');
}

function workspaceRows(workspace: WorkspaceView | undefined): Row[] {
  if (workspace === undefined) return [];
  const rows: Row[] = [['Workspace', workspace.name]];
  for (const { partner, isEnabled, partnerApiKey, dataImportKeys } of workspace.partners) {
    if (!isEnabled) continue;
    rows.push([`  ${partner}: partner API key`, partnerApiKey]);
    for (const { key, state } of dataImportKeys) {
      if (state === 'active') rows.push([`  ${partner}: data import key`, key]);
    }
  }
  for (const { key } of workspace.restApiKeys) rows.push(['  REST API key', key]);
  return rows;
}

/** A command that works when pasted into a shell. It creates a cohort when the workspace has what that takes. */
function tryLine({ url, workspace }: BannerContent): string {
  for (const { partner, isEnabled, partnerApiKey, dataImportKeys } of workspace?.partners ?? []) {
    const active = dataImportKeys.find((its) => its.state === 'active');
    if (!isEnabled || active === undefined) continue;
    const body = {
      partner_api_key: partnerApiKey,
      client_secret: active.key,
      cohort_id: 'my-first-cohort',
      name: 'My first cohort',
      created_at: '2026-01-01T00:00:00Z',
    };
    const path = `/partners/${partner}/cohorts`;
    return `curl -sS '${url}${path}' -H 'Content-Type: application/json' -d ${shellQuote(JSON.stringify(body))}`;
  }
  return `curl -sS '${url}/_emulator/v1/ready'`;
}
