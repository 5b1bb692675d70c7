import type { Sync } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted } from '../../parts/numbers.js';
import { displayNameOf } from '../../parts/partner-name.js';
import { Change, NoEffect } from '../../parts/sync-badges.js';
import { Table } from '../../parts/table.js';
import { Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

/** The last syncs; each opens into its requests. */
export function SyncTable({
  request: { workspace, clock },
  syncs,
}: {
  request: WorkspaceRequest;
  syncs: readonly Sync[];
}) {
  const ws = workspace.id;
  return (
    <Card title="Last cohort syncs" isFlush note={<a href={links.cohorts(ws)}>All cohorts</a>}>
      <Table
        caption="Last cohort syncs"
        rows={syncs}
        keyOf={({ partner, cohort_id, requests }) => `${partner} ${cohort_id} ${requests[0]}`}
        columns={[
          {
            title: 'When',
            cell: (sync) => (
              <>
                <a href={links.sync(ws, sync.partner, sync.cohort_id, sync.requests[0] ?? '')}>
                  <Ago at={sync.last_at} clock={clock} />
                </a>
                <br />
                <small>{counted(sync.request_count, 'request')}</small>
              </>
            ),
          },
          {
            title: 'Cohort',
            cell: (sync) => (
              <div class="of-partner">
                <a href={links.cohort(ws, sync.partner, sync.cohort_id)}>
                  <Name max={36}>{sync.name ?? sync.cohort_id}</Name>
                </a>
                <br />
                <small>{displayNameOf(sync.partner, workspace.partners)}</small>
              </div>
            ),
          },
          { title: 'Change', cell: (sync) => <Change of={sync} /> },
          { title: 'No effect', cell: (sync) => <NoEffect of={sync} /> },
        ]}
      />
    </Card>
  );
}
