import type { Page } from '../page.js';
import { partnerPages } from './partners/index.js';
import { userPages } from './users/index.js';

/** Every page of the dashboard. */
export const pages: readonly Page[] = [...partnerPages, ...userPages];
