import type { Send } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Pager, Table } from '../../parts/table.js';
import { Badge, Empty, Link } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

interface OutboxProps {
  request: Pick<WorkspaceRequest, 'workspace' | 'query' | 'clock'>;
  title: string;
  sends: readonly Send[];
  next: string | null;
}

/** What would have been sent, the newest first. */
export function Outbox({ request, title, sends, next }: OutboxProps) {
  const { workspace, query, clock } = request;
  return (
    <Card title={title} isFlush id="outbox" note="the newest first">
      {sends.length === 0 ? (
        <Empty>
          <p>
            Nothing was sent yet. Send by hand on the page of a campaign or a Canvas, or trigger it through
            the API.
          </p>
        </Empty>
      ) : (
        <>
          <Table
            caption={title}
            rows={sends}
            keyOf={({ dispatch_id }) => dispatch_id}
            columns={[
              {
                title: 'Sent',
                cell: ({ dispatch_id, at }) => (
                  <Link href={links.send(workspace.id, dispatch_id)}>
                    <Ago at={at} clock={clock} />
                  </Link>
                ),
              },
              { title: 'What', cell: (send) => whatOf(send) },
              {
                title: 'To',
                cell: (send) => (send.broadcast ? 'everybody in the audience' : 'named recipients'),
              },
              { title: 'Receivers', isNumber: true, cell: (send) => countText(send.receiver_count) },
              { title: 'Dropped', cell: (send) => <Dropped send={send} /> },
            ]}
          />
          <Pager query={query} next={next} name="sent" />
        </>
      )}
    </Card>
  );
}

/** What kind of thing was sent. */
export function whatOf({ campaign_id, canvas_id }: Send): string {
  if (canvas_id !== null) return 'Canvas';
  return campaign_id === null ? 'message' : 'campaign';
}

function Dropped({ send }: { send: Send }) {
  if (send.inactive !== null) return <Badge tone="idle">nobody: it was {send.inactive}</Badge>;
  if (send.dropped.length === 0) return <>–</>;
  return <Badge tone="idle">{counted(send.dropped.length, 'recipient')}</Badge>;
}
