import { overviewPage } from './overview-page.js';

/** What a workspace is for: whether the connector gets through, and what to paste into it. */
export const overviewPages = [overviewPage];
