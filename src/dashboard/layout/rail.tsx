import type { Clock, Workspace, WorkspaceCounts } from '../../client/api.js';
import { links } from '../links.js';
import type { Section } from '../page.js';
import { countText } from '../parts/numbers.js';

interface RailProps {
  workspace: Workspace;
  counts: WorkspaceCounts;
  clock: Clock;
  section: Section;
}

/** Where one is and what else there is, with how much of it. */
export function Rail({ workspace, counts, clock, section }: RailProps) {
  const ws = workspace.id;
  const entry = (its: Section, label: string, href: string, count?: number) => (
    <li>
      <a href={href} aria-current={its === section ? 'page' : undefined}>
        {label}
        {count !== undefined && <span class="count">{countText(count)}</span>}
      </a>
    </li>
  );
  return (
    <header class="rail">
      <p class="brand">
        <a href={links.workspaces()}>Cohort emulator</a>
      </p>
      <a class="workspace" href={links.workspaces()} title={`${workspace.name} (${ws}): all workspaces`}>
        <span>Workspace</span>
        <bdi>{workspace.name}</bdi>
      </a>
      <nav aria-label="Workspace">
        <ul>
          {entry('overview', 'Overview', links.workspace(ws))}
          {entry('partners', 'Technology Partners', links.partners(ws), counts.partners)}
          {entry('cohorts', 'Cohorts', links.cohorts(ws), counts.cohorts)}
          {entry('users', 'Users', links.users(ws), counts.users)}
          {entry('segments', 'Segments', links.segments(ws), counts.segments)}
          {entry(
            'campaigns',
            'Campaigns and Canvases',
            links.campaigns(ws),
            counts.campaigns + counts.canvases,
          )}
        </ul>
        <ul>
          {entry('requests', 'Requests', links.requests(ws), counts.requests)}
          {entry('controls', 'Controls', links.controls(ws))}
        </ul>
      </nav>
      {clock.frozen && (
        <p class="frozen">
          <a href={links.controls(ws)}>
            <span aria-hidden="true">❄ </span>Clock frozen
          </a>
        </p>
      )}
    </header>
  );
}

/** The same on pages of the server as a whole. @param path  Of the page, below the dashboard. */
export function ServerRail({ path }: { path: string }) {
  const entry = (label: string, its: string, href: string) => (
    <li>
      <a href={href} aria-current={path.startsWith(its) ? 'page' : undefined}>
        {label}
      </a>
    </li>
  );
  return (
    <header class="rail">
      <p class="brand">
        <a href={links.workspaces()}>Cohort emulator</a>
      </p>
      <nav aria-label="Server">
        <ul>
          {entry('Workspaces', '/workspaces', links.workspaces())}
          {entry('Requests to no workspace', '/requests', links.strayRequests())}
        </ul>
      </nav>
    </header>
  );
}
