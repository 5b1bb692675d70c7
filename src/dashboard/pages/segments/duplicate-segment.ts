import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';

/** Makes another segment with the same filters. @returns Where it is. */
export async function duplicateSegment(
  { call, workspace }: Pick<WorkspaceRequest, 'call' | 'workspace'>,
  id: string,
): Promise<string> {
  const params = { ws: workspace.id };
  const { name, text_description, tags, teams, analytics_tracking_enabled, definition } = await call(
    'getSegment',
    { params: { ...params, id } },
  );
  const copy = await call('createSegment', {
    params,
    body: { name: `Copy of ${name}`, text_description, tags, teams, analytics_tracking_enabled, definition },
  });
  return links.segment(workspace.id, copy.id);
}
