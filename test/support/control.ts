import type { Answer, TestEmulator } from './emulator.js';

export const controlBase = '/_emulator/v1';

/** Requests to the control API of one emulator; a body is sent as JSON, a string as it is. */
export type Control = (verb: string, path: string, body?: unknown) => Promise<Answer>;

export function controlOf(t: TestEmulator, headers: Record<string, string> = {}): Control {
  return (verb, path, body) =>
    t.send(controlBase + path, {
      method: verb,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
}

/** Requests below one workspace. */
export function workspaceOf(t: TestEmulator): Control {
  const control = controlOf(t);
  return (verb, path, body) => control(verb, `/workspaces/${t.workspace.id}${path}`, body);
}

/** Every item of a list, read page by page; each page but the last must be full. */
export async function readAllPages(
  control: Control,
  path: string,
  plural: string,
  limit: number,
): Promise<unknown[]> {
  const items: unknown[] = [];
  const separator = path.includes('?') ? '&' : '?';
  let cursor: string | null = null;
  do {
    const suffix: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: Answer = await control('GET', `${path}${separator}limit=${limit}${suffix}`);
    items.push(...page.json[plural]);
    cursor = page.json.next_cursor;
    if (cursor !== null && page.json[plural].length !== limit)
      throw new Error('a page before the last is short');
  } while (cursor !== null);
  return items;
}
