import type { Page } from '../page.js';
import { contractPages } from './contract/index.js';
import { partnerPages } from './partners/index.js';
import { requestPages } from './requests/index.js';

/** Every page of the dashboard. */
export const pages: readonly Page[] = [...partnerPages, ...requestPages, ...contractPages];
