import { userListPage } from './user-list-page.js';
import { userPage } from './user-page.js';

/** Users: found by any identifier, shown whole, added and identified by hand. */
export const userPages = [userListPage, userPage];
