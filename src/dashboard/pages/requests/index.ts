import { requestListPage } from './request-list-page.js';
import { requestPage } from './request-page.js';
import { strayListPage } from './stray-list-page.js';
import { strayPage } from './stray-page.js';

/** The journal: of a workspace, and of the server, and one request in full. */
export const requestPages = [requestListPage, requestPage, strayListPage, strayPage];
