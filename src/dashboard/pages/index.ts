import type { Page } from '../page.js';
import { cohortPages } from './cohorts/index.js';
import { partnerPages } from './partners/index.js';

/** Every page of the dashboard. */
export const pages: readonly Page[] = [...partnerPages, ...cohortPages];
