import { homePage } from './home-page.js';
import { workspaceListPage } from './workspace-list-page.js';

/** Pages of the server as a whole. */
export const serverPages = [homePage, workspaceListPage];
