import { type Body, workspacePage } from '../../page.js';
import { ClockCard, clockActions } from './clock-card.js';
import type { Request } from './controls-request.js';
import { differenceSentence } from './difference.js';
import { FaultForm } from './fault-form.js';
import { FaultList, faultActions } from './fault-list.js';
import { SnapshotCard, snapshotActions } from './snapshot-card.js';
import { SwitchCards, switchActions } from './switch-cards.js';
import { WorkspaceCard, workspaceActions } from './workspace-card.js';

/** What is different from a plain Braze right now, each with what ends it. */
export const controlsPage = workspacePage({
  path: '/controls',
  section: 'controls',
  view: async (request: Request) => ({ title: 'Controls', find: () => findBody(request) }),
  actions: {
    ...faultActions,
    ...clockActions,
    ...switchActions,
    ...snapshotActions,
    ...workspaceActions,
  },
});

async function findBody(request: Request): Promise<Body> {
  const { call, workspace } = request;
  const cursor = request.query.get('faults') ?? undefined;
  const [{ faults, next_cursor }, { snapshots }, { now }] = await Promise.all([
    call('listFaults', { params: { ws: workspace.id }, query: { limit: 50, cursor } }),
    call('listSnapshots', { query: { limit: 100 } }),
    call('getInfo'),
  ]);
  return {
    sentence: differenceSentence(request, faults, now),
    main: (
      <>
        <FaultList request={request} faults={faults} next={next_cursor} />
        <FaultForm request={request} />
        <SwitchCards request={request} />
      </>
    ),
    side: (
      <>
        <ClockCard request={request} serverNow={now} />
        <SnapshotCard request={request} snapshots={snapshots} />
        <WorkspaceCard request={request} />
      </>
    ),
  };
}
