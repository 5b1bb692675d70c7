import type { Send } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted } from '../../parts/numbers.js';
import { Badge, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

/** A send with the name of what was sent. */
export interface NamedSend {
  send: Send;
  name: string;
}

const sendsShown = 5;

/** The last sends, by triggers and by schedules that fired. */
export async function lastSends({ call, workspace }: WorkspaceRequest): Promise<NamedSend[]> {
  const params = { ws: workspace.id };
  const query = { newest_first: 'true', receivers: 0, limit: sendsShown } as const;
  const { sends } = await call('listSends', { params, query });
  if (sends.length === 0) return [];
  const ids = new Set(sends.map(idOf).filter((id) => id !== ''));
  const named = { params, query: { search: [...ids].join(' '), limit: sendsShown } };
  const [{ campaigns }, { canvases }] = await Promise.all([
    call('listCampaigns', named),
    call('listCanvases', named),
  ]);
  const names = new Map([...campaigns, ...canvases].map(({ id, name }) => [id, name]));
  return sends.map((send) => ({ send, name: names.get(idOf(send)) ?? otherName(send) }));
}

/** Of the campaign or Canvas. */
function idOf({ campaign_id: campaign, canvas_id: canvas }: Send): string {
  return campaign ?? canvas ?? '';
}

function otherName(send: Send): string {
  return idOf(send) === '' ? 'A message of the API' : 'A campaign or Canvas that is deleted';
}

export function SendList({
  request: { workspace, clock },
  sends,
}: {
  request: WorkspaceRequest;
  sends: readonly NamedSend[];
}) {
  return (
    <Card
      title="Last sends"
      isFlush
      note={<a href={links.campaigns(workspace.id)}>Campaigns and Canvases</a>}
    >
      <ul class="rows">
        {sends.map(({ send, name }) => (
          <li id={`send-${send.dispatch_id}`}>
            <span>
              <a href={links.send(workspace.id, send.dispatch_id)}>
                <Name max={36}>{name}</Name>
              </a>
              <br />
              <small>
                <Ago at={send.at} clock={clock} />
              </small>
            </span>
            <span class="badges">
              <Badge tone={send.receiver_count > 0 ? 'good' : 'idle'}>
                {counted(send.receiver_count, 'receiver')}
              </Badge>
              {send.dropped.length > 0 && (
                <Badge tone="idle">{counted(send.dropped.length, 'dropped', 'dropped')}</Badge>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
