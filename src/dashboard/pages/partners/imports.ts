import type { AnswerOf } from '../../../client/call.js';
import type { WorkspaceRequest } from '../../page.js';

/** What a partner has imported. */
export type Imports = Omit<AnswerOf<'listImports'>['imports'][number], 'partner'>;

export const noImports: Imports = { cohort_count: 0, member_count: 0, changed_at: null, requested_at: null };

/** By the path name of the partner; those that have sent nothing are left out. */
export async function importsOf({ call, workspace }: WorkspaceRequest): Promise<Map<string, Imports>> {
  const { imports } = await call('listImports', { params: { ws: workspace.id } });
  return new Map(imports.map(({ partner, ...its }) => [partner, its]));
}
