import type { Segment } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted } from '../../parts/numbers.js';
import { Badge, Empty, Link, Name } from '../../parts/text.js';

interface Used {
  id: string;
  name: string;
}

interface UseProps {
  request: Pick<WorkspaceRequest, 'workspace'>;
  segment: Segment;
  /** The first of each kind, by name. */
  uses: { segments: Used[]; campaigns: Used[]; canvases: Used[] };
}

/** Which segments, campaigns and Canvases use a segment. */
export function MessagingUse({ request, segment: { used_by }, uses }: UseProps) {
  const ws = request.workspace.id;
  const count = used_by.segments.length + used_by.campaigns.length + used_by.canvases.length;
  const named = uses.segments.length + uses.campaigns.length + uses.canvases.length;
  const row = (kind: string, href: string, { id, name }: Used) => (
    <li id={`use-${id}`}>
      <Link href={href}>
        <Name>{name}</Name>
      </Link>
      <Badge>{kind}</Badge>
    </li>
  );
  return (
    <Card title="Messaging Use" isFlush note={count === 0 ? undefined : String(count)}>
      {count === 0 ? (
        <Empty>
          <p>Nothing uses it.</p>
          <p>
            <a href={links.newCampaign(ws)}>Create a campaign</a> or{' '}
            <a href={links.newCanvas(ws)}>a Canvas</a> and choose it as the audience.
          </p>
        </Empty>
      ) : (
        <ul class="rows">
          {uses.campaigns.map((its) => row('campaign', links.campaign(ws, its.id), its))}
          {uses.canvases.map((its) => row('Canvas', links.canvas(ws, its.id), its))}
          {uses.segments.map((its) => row('segment', links.segment(ws, its.id), its))}
          {named < count && <li>{counted(count - named, 'more', 'more')}</li>}
        </ul>
      )}
    </Card>
  );
}
