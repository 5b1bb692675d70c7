import type { WorkspacePartner } from '../../../client/api.js';
import { links } from '../../links.js';
import { workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted } from '../../parts/numbers.js';
import { Table } from '../../parts/table.js';
import { Badge } from '../../parts/text.js';

/** Which partners the workspace takes imports from. */
export const partnerListPage = workspacePage({
  path: '/partners',
  section: 'partners',
  async view({ call, workspace }) {
    const { partners } = await call('listPartners', {
      params: { ws: workspace.id },
      query: { limit: 1_000 },
    });
    const enabled = partners.filter((partner) => partner.enabled);
    return {
      title: 'Technology Partners',
      trail: [{ label: 'Partner Integrations', href: links.partners(workspace.id) }],
      sentence: sentenceOf(enabled),
      main: (
        <Card title="Partners" isFlush note={counted(enabled.length, 'enabled', 'enabled')}>
          <Table
            caption="Partners"
            rows={[...enabled, ...partners.filter((partner) => !partner.enabled)]}
            keyOf={({ partner }) => partner}
            columns={[
              {
                title: 'Partner',
                cell: ({ partner, display_name }) => (
                  <a href={links.partner(workspace.id, partner)}>{display_name}</a>
                ),
              },
              {
                title: 'State',
                cell: ({ enabled: isEnabled }) =>
                  isEnabled ? <Badge tone="good">enabled</Badge> : <Badge>not enabled</Badge>,
              },
              { title: 'Segment filter', cell: ({ filter_name }) => filter_name },
              { title: 'Active keys', isNumber: true, cell: (partner) => activeKeys(partner) },
            ]}
          />
        </Card>
      ),
    };
  },
});

function activeKeys({ data_import_keys }: WorkspacePartner): number {
  return data_import_keys.filter(({ state }) => state === 'active').length;
}

function sentenceOf(enabled: readonly WorkspacePartner[]): string {
  if (enabled.length === 0) return 'No partner may import cohorts yet. Open one and enable it.';
  const names = enabled.map(({ display_name }) => display_name);
  const [last = ''] = names.slice(-1);
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `${list} may import cohorts here. Open a partner for its REST endpoint and data import key.`;
}
