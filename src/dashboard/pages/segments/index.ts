import { newSegmentPage } from './new-segment-page.js';
import { segmentListPage } from './segment-list-page.js';
import { segmentPage } from './segment-page.js';

/** Audience > Segments: filters, members, and why somebody is not in one. */
export const segmentPages = [segmentListPage, newSegmentPage, segmentPage];
