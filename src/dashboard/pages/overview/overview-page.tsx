import { TrafficChart } from '../../charts/traffic-chart.js';
import { links } from '../../links.js';
import { type Body, type Fact, type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { strayBanner } from '../../parts/stray-banner.js';
import { Ago } from '../../parts/time.js';
import { ConnectorKeys } from './connector-keys.js';
import { FirstSteps } from './first-steps.js';
import { LastRefusal } from './last-refusal.js';
import { RestKeys, restKeyActions } from './rest-keys.js';
import { lastSends, SendList } from './send-list.js';
import { type Arrived, sentenceOf } from './sentence.js';
import { SyncTable } from './sync-table.js';

type Request = WorkspaceRequest<''>;

/** So many syncs are shown; the cohorts have them all. */
const syncsShown = 10;

/** Whether the connector gets through, and what to paste into it. */
export const overviewPage = workspacePage({
  path: '',
  section: 'overview',
  view: async (request: Request) => ({ title: 'Overview', find: () => findBody(request) }),
  actions: restKeyActions,
});

async function findBody(request: Request): Promise<Body> {
  const { call, workspace, counts } = request;
  const ofWorkspace = { params: { ws: workspace.id } };
  const [{ syncs }, traffic, banner, sends] = await Promise.all([
    call('listSyncs', { ...ofWorkspace, query: { limit: syncsShown } }),
    call('getTraffic', ofWorkspace),
    strayBanner(request),
    lastSends(request),
  ]);
  const arrived = { syncs, traffic, hasStrays: banner !== undefined };
  const isEmpty = counts.requests === 0 && syncs.length === 0;
  return {
    sentence: sentenceOf(request, arrived),
    banner,
    facts: isEmpty ? undefined : factsOf(request, arrived),
    main: (
      <>
        {isEmpty && <FirstSteps request={request} />}
        {traffic.last_refused !== null && <LastRefusal request={request} refused={traffic.last_refused} />}
        <Card title="Requests" note="last 10 minutes, in real time">
          <TrafficChart traffic={traffic} />
        </Card>
        {syncs.length > 0 && <SyncTable request={request} syncs={syncs} />}
      </>
    ),
    side: (
      <>
        <ConnectorKeys workspace={workspace} />
        {sends.length > 0 && <SendList request={request} sends={sends} />}
        <RestKeys request={request} />
      </>
    ),
  };
}

function factsOf({ workspace, clock, counts }: Request, { syncs, traffic }: Arrived): Fact[] {
  const [last] = syncs;
  const ws = workspace.id;
  return [
    {
      value: last === undefined ? '–' : <Ago at={last.last_at} clock={clock} />,
      label: 'last sync',
      href: last && links.sync(ws, last.partner, last.cohort_id, last.requests[0] ?? ''),
    },
    {
      value: countText((last?.unknown ?? 0) + (last?.skipped ?? 0)),
      label: 'identifiers in it without effect',
      tone: last !== undefined && last.unknown + last.skipped > 0 ? 'idle' : 'plain',
    },
    {
      value: countText(traffic.accepted + traffic.refused),
      label: `${counted(traffic.accepted + traffic.refused, 'request').replace(/^\S+ /, '')} in 10 min`,
      href: links.requests(ws),
    },
    {
      value: countText(traffic.refused),
      label: 'of them refused',
      tone: traffic.refused > 0 ? 'bad' : 'plain',
      href: links.requests(ws),
    },
    {
      value: countText(counts.cohorts),
      label: counts.cohorts === 1 ? 'cohort' : 'cohorts',
      href: links.cohorts(ws),
    },
  ];
}
