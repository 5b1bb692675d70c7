import { profileColumns, profileLine } from '../../../client/profile-csv.js';
import type { Download } from '../../page.js';
import { type CohortRequest, paramsOf } from './cohort-request.js';

/** Everybody who is in the cohort, as `members --csv` prints them, page by page. */
export async function downloadMembers(request: CohortRequest): Promise<Download> {
  const { cohort_id } = await request.call('getCohort', { params: paramsOf(request) });
  return { filename: `${cohort_id}-members.csv`, mediaType: 'text/csv', text: linesOf(request) };
}

async function* linesOf(request: CohortRequest): AsyncGenerator<string> {
  yield profileColumns;
  for (let cursor: string | undefined; ; ) {
    const query = { limit: 1_000, cursor };
    const page = await request.call('listCohortMembers', { params: paramsOf(request), query });
    yield page.members.map(profileLine).join('');
    if (page.next_cursor === null) return;
    cursor = page.next_cursor;
  }
}
