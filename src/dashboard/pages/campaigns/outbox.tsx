import type { Send } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Pager, Table } from '../../parts/table.js';
import { Badge, Empty, Link, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';
import type { Either } from './kinds.js';
import { whatOf } from './sender.js';

interface OutboxProps {
  request: Pick<WorkspaceRequest, 'workspace' | 'query' | 'clock'>;
  title: string;
  sends: readonly Send[];
  next: string | null;
  /** By what each was sent, where that is not always the same. */
  senders?: ReadonlyMap<Send, Either | undefined>;
}

/** What would have been sent, the newest first. */
export function Outbox({ request, title, sends, next, senders }: OutboxProps) {
  const { workspace, query, clock } = request;
  return (
    <Card title={title} isFlush id="outbox" note="newest first">
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
              { title: 'What', cell: (send) => <What send={send} sender={senders?.get(send)} /> },
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

function What({ send, sender }: { send: Send; sender?: Either }) {
  return (
    <>
      {sender !== undefined && <Name>{sender.name}</Name>} <Badge>{whatOf(send)}</Badge>
    </>
  );
}

function Dropped({ send }: { send: Send }) {
  if (send.inactive !== null) return <Badge tone="idle">nobody: it was {send.inactive}</Badge>;
  if (send.dropped.length === 0) return <>–</>;
  return <Badge tone="idle">{counted(send.dropped.length, 'recipient')}</Badge>;
}
