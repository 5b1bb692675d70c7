import { links } from '../../links.js';
import { serverPage } from '../../page.js';

/** Where one arrives: at the workspace when there is only one, or at the list of them. */
export const homePage = serverPage({
  path: '/',
  async view({ call }) {
    const { workspaces } = await call('listWorkspaces', { query: { limit: 2 } });
    const [first, second] = workspaces;
    return {
      goTo: first !== undefined && second === undefined ? links.workspace(first.id) : links.workspaces(),
    };
  },
});
