import type { WorkspaceRequest } from '../../page.js';

export const cohortPath = '/cohorts/:partner/:cohort_id';
export type CohortRequest = WorkspaceRequest<typeof cohortPath>;

/** What endpoints about the cohort of a page are given. */
export function paramsOf({ workspace, params }: CohortRequest) {
  return { ws: workspace.id, partner: params.partner, cohort_id: params.cohort_id };
}
