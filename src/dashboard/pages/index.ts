import type { Page } from '../page.js';
import { campaignPages } from './campaigns/index.js';
import { cohortPages } from './cohorts/index.js';
import { contractPages } from './contract/index.js';
import { controlPages } from './controls/index.js';
import { overviewPages } from './overview/index.js';
import { partnerPages } from './partners/index.js';
import { requestPages } from './requests/index.js';
import { segmentPages } from './segments/index.js';
import { serverPages } from './server/index.js';
import { userPages } from './users/index.js';

/** Every page of the dashboard. */
export const pages: readonly Page[] = [
  ...serverPages,
  ...overviewPages,
  ...partnerPages,
  ...cohortPages,
  ...userPages,
  ...segmentPages,
  ...campaignPages,
  ...requestPages,
  ...contractPages,
  ...controlPages,
];
