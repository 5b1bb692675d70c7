import type { Campaign, Canvas, Receiver, Send } from '../../../client/api.js';
import { links, withQuery } from '../../links.js';
import { type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card, Pairs } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Pager, pageRows, Table } from '../../parts/table.js';
import { Badge, Code, Empty, Link, Name } from '../../parts/text.js';
import { Ago, At } from '../../parts/time.js';
import { WhoIs } from '../segments/members-table.js';
import { reasonText } from './drop-reasons.js';
import { senderOf, whatOf } from './sender.js';

const path = '/sends/:dispatch_id';
type Request = WorkspaceRequest<typeof path>;

/** One entry of the outbox: who received it, and who was dropped and why. */
export const sendPage = workspacePage({
  path,
  section: 'campaigns',
  async view(request: Request) {
    const { call, workspace, params, query, clock } = request;
    const of = { ws: workspace.id, dispatch_id: params.dispatch_id };
    const page = await call('listReceivers', {
      params: of,
      query: { limit: pageRows, cursor: query.get('cursor') ?? undefined },
    });
    const { sends } = await call('listSends', {
      params: { ws: workspace.id },
      query: { dispatch_id: params.dispatch_id, receivers: 0 },
    });
    const [send] = sends as [Send];
    const sender = await senderOf(request, send);
    return {
      title: `Send of ${sender?.name ?? `a ${whatOf(send)}`}`,
      trail: [{ label: 'Campaigns and Canvases', href: links.campaigns(workspace.id) }],
      id: `dispatch_id ${send.dispatch_id}`,
      sentence: sentenceOf(send),
      facts: [
        {
          value: countText(send.receiver_count),
          label: send.receiver_count === 1 ? 'receiver' : 'receivers',
          tone: send.receiver_count > 0 ? 'good' : 'plain',
        },
        {
          value: countText(send.dropped.length),
          label: 'dropped',
          tone: send.dropped.length > 0 ? 'idle' : 'plain',
        },
        { value: <Ago at={send.at} clock={clock} />, label: 'sent' },
      ],
      main: (
        <>
          <Receivers request={request} receivers={page.receivers} next={page.next_cursor} />
          <Dropped request={request} send={send} segmentIds={sender?.target.segment_ids ?? []} />
        </>
      ),
      side: <Details request={request} send={send} sender={sender} />,
    };
  },
});

function sentenceOf({ receiver_count, dropped, inactive }: Send): string {
  if (inactive !== null) return `Nobody received it: it was ${inactive} when it was triggered.`;
  const received =
    receiver_count === 0
      ? 'Nobody would have received it'
      : `${counted(receiver_count, 'user')} would have received it`;
  if (dropped.length === 0) return `${received}. No recipient was dropped.`;
  return `${received}. ${counted(dropped.length, 'recipient was', 'recipients were')} dropped; each says why.`;
}

function Receivers({
  request,
  receivers,
  next,
}: {
  request: Request;
  receivers: readonly Receiver[];
  next: string | null;
}) {
  return (
    <Card title="Receivers" isFlush>
      {receivers.length === 0 ? (
        <Empty>
          <p>Nobody received it.</p>
        </Empty>
      ) : (
        <Table
          caption="Receivers"
          rows={receivers}
          keyOf={({ braze_id }) => braze_id}
          columns={[
            {
              title: 'User',
              cell: (its) => (
                <a href={links.user(request.workspace.id, its.braze_id)}>
                  <WhoIs profile={its} />
                </a>
              ),
            },
            { title: 'Braze ID', cell: ({ braze_id }) => <Code>{braze_id}</Code> },
            {
              title: 'Own properties',
              cell: ({ trigger_properties, context }) => {
                const own = trigger_properties ?? context;
                return own === undefined ? '–' : <Code>{JSON.stringify(own)}</Code>;
              },
            },
          ]}
        />
      )}
      <Pager query={request.query} next={next} />
    </Card>
  );
}

interface DroppedProps {
  request: Request;
  send: Send;
  /** Of the target, to look up who is outside of it. */
  segmentIds: readonly string[];
}

function Dropped({ request, send, segmentIds }: DroppedProps) {
  if (send.dropped.length === 0) return null;
  return (
    <Card title="Dropped recipients" isFlush note={countText(send.dropped.length)}>
      <Table
        caption="Dropped recipients"
        rows={send.dropped}
        columns={[
          { title: 'Recipient', cell: ({ recipient }) => <Code>{recipientText(recipient)}</Code> },
          { title: 'Reason', cell: ({ reason }) => <Badge tone="idle">{reason.replaceAll('_', ' ')}</Badge> },
          {
            title: 'Why',
            cell: ({ reason, recipient }) => (
              <>
                {reasonText(reason)}{' '}
                {reason === 'outside_target' && 'external_user_id' in recipient && (
                  <LookUps request={request} who={String(recipient.external_user_id)} ids={segmentIds} />
                )}
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}

/** Links to the User Lookup of each target segment. */
function LookUps({ request, who, ids }: { request: Request; who: string; ids: readonly string[] }) {
  return (
    <>
      {ids.map((id, index) => (
        <>
          <a href={withQuery(links.segment(request.workspace.id, id), { who })}>
            {ids.length === 1 ? 'Which criterion is not met?' : `Segment ${index + 1}`}
          </a>{' '}
        </>
      ))}
    </>
  );
}

function recipientText(recipient: Send['dropped'][number]['recipient']): string {
  const [value] = Object.values(recipient);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function Details({ request, send, sender }: { request: Request; send: Send; sender?: Campaign | Canvas }) {
  const { workspace, clock } = request;
  const linkOf = send.canvas_id === null ? links.campaign : links.canvas;
  const properties = send.trigger_properties ?? send.context;
  return (
    <Card title="What was sent">
      <Pairs
        pairs={[
          ['Sent at', <At at={send.at} clock={clock} />],
          ['To', send.broadcast ? 'everybody in the audience' : 'named recipients'],
          ...(sender === undefined
            ? []
            : ([
                [
                  send.canvas_id === null ? 'Campaign' : 'Canvas',
                  <Link href={linkOf(workspace.id, sender.id)}>
                    <Name>{sender.name}</Name>
                  </Link>,
                ],
              ] as const)),
          ...(send.send_id === null ? [] : ([['send_id', <Code>{send.send_id}</Code>]] as const)),
        ]}
      />
      {properties !== undefined && Object.keys(properties).length > 0 && (
        <pre class="text" tabindex={0}>
          {JSON.stringify(properties, undefined, 2)}
        </pre>
      )}
      {send.messages !== undefined && (
        <pre class="text" tabindex={0}>
          {JSON.stringify(send.messages, undefined, 2)}
        </pre>
      )}
    </Card>
  );
}
