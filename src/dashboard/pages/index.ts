import type { Page } from '../page.js';
import { partnerPages } from './partners/index.js';

/** Every page of the dashboard. */
export const pages: readonly Page[] = [...partnerPages];
