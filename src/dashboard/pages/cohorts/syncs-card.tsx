import type { Sync } from '../../../client/api.js';
import type { AnswerOf } from '../../../client/call.js';
import { links } from '../../links.js';
import { Card } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Change, NoEffect } from '../../parts/sync-badges.js';
import { Pager, Table } from '../../parts/table.js';
import { Empty, Link } from '../../parts/text.js';
import { At } from '../../parts/time.js';
import type { CohortRequest } from './cohort-request.js';

/** What each sync changed. */
export function SyncsCard({ request, page }: { request: CohortRequest; page: AnswerOf<'listCohortSyncs'> }) {
  return (
    <Card title="Syncs" id="syncs" isFlush note="a row opens into its requests">
      {page.syncs.length > 0 ? (
        <Rows request={request} page={page} />
      ) : (
        <Empty>
          <p>The journal has no request to this cohort. When the connector sends one, it shows here.</p>
        </Empty>
      )}
    </Card>
  );
}

function Rows({ request, page }: { request: CohortRequest; page: AnswerOf<'listCohortSyncs'> }) {
  const { query, clock, workspace, params } = request;
  const hrefOf = ({ requests: [id = ''] }: Sync) =>
    links.sync(workspace.id, params.partner, params.cohort_id, id);
  return (
    <>
      <Table
        caption="Syncs"
        rows={page.syncs}
        keyOf={({ requests: [id = ''] }) => id}
        columns={[
          {
            title: 'When',
            cell: (sync) => (
              <Link href={hrefOf(sync)}>
                <At at={sync.last_at} clock={clock} />
              </Link>
            ),
          },
          { title: 'Change', cell: (sync) => <Change of={sync} /> },
          { title: 'No effect', cell: (sync) => <NoEffect of={sync} /> },
          { title: 'Requests', isNumber: true, cell: ({ request_count }) => countText(request_count) },
          { title: 'Members', isNumber: true, cell: ({ size }) => (size === null ? '' : countText(size)) },
        ]}
      />
      {page.next_cursor === null && page.evicted > 0 && (
        <p class="foot">
          The journal was full and let {counted(page.evicted, 'older request')} go; what they did is not
          shown.
        </p>
      )}
      <Pager query={query} next={page.next_cursor} name="syncs" />
    </>
  );
}
