/** Where the dashboard of a server is. */
export const dashboardPath = '/_emulator';

/** Where the dashboard shows a workspace, or something in it. */
export function workspacePagePath(ws: string, ...parts: string[]): string {
  return [dashboardPath, 'workspaces', ws, ...parts.map(encodeURIComponent)].join('/');
}
