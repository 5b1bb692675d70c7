import type { Page } from '../page.js';
import { controlPages } from './controls/index.js';
import { overviewPages } from './overview/index.js';
import { partnerPages } from './partners/index.js';
import { serverPages } from './server/index.js';
import { userPages } from './users/index.js';

/** Every page of the dashboard. */
export const pages: readonly Page[] = [
  ...serverPages,
  ...overviewPages,
  ...partnerPages,
  ...userPages,
  ...controlPages,
];
