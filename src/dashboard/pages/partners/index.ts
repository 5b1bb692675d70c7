import { partnerListPage } from './partner-list-page.js';
import { partnerPage } from './partner-page.js';

/** Technology Partners: endpoints and data import keys. */
export const partnerPages = [partnerListPage, partnerPage];
