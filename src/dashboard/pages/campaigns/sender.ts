import type { Send } from '../../../client/api.js';
import { EmulatorError } from '../../../domain/errors.js';
import type { WorkspaceRequest } from '../../page.js';
import { campaignKind, canvasKind, type Either } from './kinds.js';

/** The campaign or Canvas that sent something, if there was one and it is still there. */
export async function senderOf(
  { call, workspace }: Pick<WorkspaceRequest, 'call' | 'workspace'>,
  { campaign_id, canvas_id }: Send,
): Promise<Either | undefined> {
  const id = campaign_id ?? canvas_id;
  if (id === null) return undefined;
  const kind = canvas_id === null ? campaignKind : canvasKind;
  try {
    return await kind.get(call, { ws: workspace.id, id });
  } catch (error) {
    if (error instanceof EmulatorError) return undefined;
    throw error;
  }
}

/** What kind of thing was sent. */
export function whatOf({ campaign_id, canvas_id }: Send): string {
  if (canvas_id !== null) return 'Canvas';
  return campaign_id === null ? 'message' : 'campaign';
}
