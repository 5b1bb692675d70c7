import { controlsPage } from './controls-page.js';

/** What is different from a plain Braze, and the means to make it so and to end it. */
export const controlPages = [controlsPage];
