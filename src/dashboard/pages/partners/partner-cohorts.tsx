import type { Cohort, WorkspacePartner } from '../../../client/api.js';
import { links, withQuery } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Table } from '../../parts/table.js';
import { Code, Empty, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

/** So many are shown, those that changed last; a link leads to all. */
export const cohortsShown = 10;

export function PartnerCohorts({
  request: { workspace, clock },
  partner,
  cohorts,
  count,
}: {
  request: WorkspaceRequest;
  partner: WorkspacePartner;
  cohorts: readonly Cohort[];
  /** How many there are. */
  count: number;
}) {
  const all = withQuery(links.cohorts(workspace.id), { partner: partner.partner });
  return (
    <Card title="Cohorts" isFlush note={count > 0 && <a href={all}>All {counted(count, 'cohort')}</a>}>
      {cohorts.length === 0 ? (
        <Empty>
          <p>
            {partner.display_name} has sent no cohort yet. It names one first, then sends who is in.{' '}
            <a href={links.workspace(workspace.id)}>Overview</a> has the lines to try it by hand.
          </p>
        </Empty>
      ) : (
        <Table
          caption={`Cohorts of ${partner.display_name}`}
          rows={cohorts}
          keyOf={({ cohort_id }) => cohort_id}
          columns={[
            {
              title: 'Cohort',
              cell: ({ cohort_id, name }) => (
                <a href={links.cohort(workspace.id, partner.partner, cohort_id)}>
                  <Name>{name}</Name>
                </a>
              ),
            },
            { title: 'cohort_id', cell: ({ cohort_id }) => <Code max={32}>{cohort_id}</Code> },
            { title: 'Last change', cell: ({ updated_at: at }) => <Ago at={at} clock={clock} /> },
            { title: 'Members', isNumber: true, cell: ({ member_count }) => countText(member_count) },
          ]}
        />
      )}
    </Card>
  );
}
