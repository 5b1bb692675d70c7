import { cohortListPage } from './cohort-list-page.js';
import { cohortPage } from './cohort-page.js';
import { comparisonPage } from './comparison-page.js';
import { syncPage } from './sync-page.js';

/** Cohorts: who is in, why, and what the syncs changed. */
export const cohortPages = [cohortListPage, cohortPage, comparisonPage, syncPage];
