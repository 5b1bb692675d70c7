import type { WorkspacePartner } from '../../../client/api.js';
import { links } from '../../links.js';
import { type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { AskForm, SearchField } from '../../parts/form.js';
import { counted, countText } from '../../parts/numbers.js';
import { Table } from '../../parts/table.js';
import { Badge, Code, Empty } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';
import { type Imports, importsOf, noImports } from './imports.js';

/** Which partners the workspace takes imports from, and all that there are. */
export const partnerListPage = workspacePage({
  path: '/partners',
  section: 'partners',
  async view(request) {
    const { call, workspace, query } = request;
    const params = { ws: workspace.id };
    const [{ partners }, imports] = await Promise.all([
      call('listPartners', { params, query: { limit: 1_000 } }),
      importsOf(request),
    ]);
    const search = query.get('search') ?? '';
    const enabled = partners.filter((partner) => partner.enabled);
    const others = partners.filter((partner) => !partner.enabled && isCalled(partner, search));
    return {
      title: 'Technology Partners',
      trail: [{ label: 'Partner Integrations', href: links.partners(workspace.id) }],
      sentence: sentenceOf(enabled),
      main: (
        <>
          <Card title="Enabled" isFlush note={counted(enabled.length, 'partner')}>
            <EnabledPartners request={request} partners={enabled} imports={imports} />
          </Card>
          <Card title="All other partners" isFlush note="not enabled">
            <AskForm results="other-partners">
              <SearchField label="Search partners" name="search" value={search} />
            </AskForm>
            <div id="other-partners">
              <OtherPartners request={request} partners={others} search={search} />
            </div>
          </Card>
        </>
      ),
    };
  },
});

/** The catalogue is as short as the server's settings, so it is looked through here. */
function isCalled({ partner, display_name: name }: WorkspacePartner, search: string): boolean {
  const text = search.trim().toLowerCase();
  return partner.includes(text) || name.toLowerCase().includes(text);
}

interface Props {
  request: WorkspaceRequest;
  partners: readonly WorkspacePartner[];
}

function EnabledPartners({
  request: { workspace, clock },
  partners,
  imports,
}: Props & { imports: ReadonlyMap<string, Imports> }) {
  if (partners.length === 0) {
    return (
      <Empty>
        <p>No partner is enabled, so every cohort import is refused. Open one below and enable it.</p>
      </Empty>
    );
  }
  const of = ({ partner }: WorkspacePartner) => imports.get(partner) ?? noImports;
  return (
    <Table
      caption="Enabled partners"
      rows={partners}
      keyOf={({ partner }) => partner}
      columns={[
        {
          title: 'Partner',
          cell: ({ partner, display_name, filter_name }) => (
            <>
              <a href={links.partner(workspace.id, partner)}>{display_name}</a>
              <br />
              <small>filter {filter_name}</small>
            </>
          ),
        },
        {
          title: 'Last import',
          cell: (partner) => {
            const { requested_at: at } = of(partner);
            return at === null ? <span class="quiet">none</span> : <Ago at={at} clock={clock} />;
          },
        },
        { title: 'Cohorts', isNumber: true, cell: (partner) => countText(of(partner).cohort_count) },
        { title: 'Members', isNumber: true, cell: (partner) => countText(of(partner).member_count) },
        { title: 'Active keys', isNumber: true, cell: (partner) => <ActiveKeys of={partner} /> },
      ]}
    />
  );
}

function ActiveKeys({ of: { data_import_keys } }: { of: WorkspacePartner }) {
  const count = data_import_keys.filter(({ state }) => state === 'active').length;
  return count === 0 ? <Badge tone="bad">none</Badge> : countText(count);
}

function OtherPartners({ request: { workspace }, partners, search }: Props & { search: string }) {
  if (partners.length === 0) {
    return (
      <Empty>
        {search === '' ? (
          <p>Every partner of the catalogue is enabled.</p>
        ) : (
          <p>
            No other partner is called <Code>{search}</Code>. A seed file can add partners of its own.
          </p>
        )}
      </Empty>
    );
  }
  return (
    <ul class="catalogue">
      {partners.map(({ partner, display_name }) => (
        <li id={`other-${partner}`}>
          <a href={links.partner(workspace.id, partner)}>{display_name}</a>
        </li>
      ))}
    </ul>
  );
}

function sentenceOf(enabled: readonly WorkspacePartner[]): string {
  if (enabled.length === 0) return 'No partner may import cohorts yet. Open one and enable it.';
  const names = enabled.map(({ display_name }) => display_name);
  const [last = ''] = names.slice(-1);
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `${list} may import cohorts here. Open a partner for its REST endpoint and data import key.`;
}
