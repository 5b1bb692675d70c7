import { contractPage } from './contract-page.js';

/** How a connector keeps to Braze's contract. */
export const contractPages = [contractPage];
