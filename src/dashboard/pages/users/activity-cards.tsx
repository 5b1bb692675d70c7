import type { Clock, UserActivity } from '../../../client/api.js';
import { links } from '../../links.js';
import { Card } from '../../parts/card.js';
import { countText } from '../../parts/numbers.js';
import { Table } from '../../parts/table.js';
import { Code, Empty, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

/** What somebody did: custom events and purchases, each summed up. Nothing when there is none. */
export function OccurrencesCard({ activity, clock }: { activity: UserActivity; clock: Clock }) {
  const { custom_events, purchases } = activity;
  const rows = [
    ...custom_events.map((its) => ({ kind: 'event', ...its })),
    ...purchases.map(({ product_id, ...its }) => ({ kind: 'purchase', name: product_id, ...its })),
  ];
  if (rows.length === 0) return null;
  return (
    <Card title="Events and purchases" isFlush>
      <Table
        caption="Events and purchases"
        rows={rows}
        keyOf={({ kind, name }) => `${kind}-${name}`}
        columns={[
          { title: 'Name', cell: ({ name }) => <Name>{name}</Name> },
          { title: 'Kind', cell: ({ kind }) => kind },
          { title: 'Last', cell: ({ last }) => <Ago at={last} clock={clock} /> },
          { title: 'Count', isNumber: true, cell: ({ count }) => countText(count) },
        ]}
      />
    </Card>
  );
}

/** Sends that somebody received. */
export function MessagesCard({
  ws,
  messages,
  clock,
}: {
  ws: string;
  messages: UserActivity['messages'];
  clock: Clock;
}) {
  return (
    <Card title="Messages" isFlush>
      {messages.length === 0 ? (
        <Empty>
          <p>No send has reached them.</p>
        </Empty>
      ) : (
        <Table
          caption="Messages"
          rows={messages}
          keyOf={({ dispatch_id }) => dispatch_id}
          columns={[
            { title: 'When', cell: ({ at }) => <Ago at={at} clock={clock} /> },
            {
              title: 'Send',
              cell: ({ dispatch_id }) => (
                <a href={links.send(ws, dispatch_id)}>
                  <Code max={24}>{dispatch_id}</Code>
                </a>
              ),
            },
            { title: 'Of', cell: (send) => <Source ws={ws} send={send} /> },
          ]}
        />
      )}
    </Card>
  );
}

function Source({ ws, send }: { ws: string; send: UserActivity['messages'][number] }) {
  if (send.campaign_id !== null) return <a href={links.campaign(ws, send.campaign_id)}>campaign</a>;
  if (send.canvas_id !== null) return <a href={links.canvas(ws, send.canvas_id)}>Canvas</a>;
  if (send.segment_id !== null) return <a href={links.segment(ws, send.segment_id)}>segment</a>;
  return <>/messages/send</>;
}
