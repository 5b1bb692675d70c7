import type { Cohort, WorkspacePartner } from '../../../client/api.js';
import { links } from '../../links.js';
import { type Body, type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { AskForm, SearchField, Select } from '../../parts/form.js';
import { counted, countText } from '../../parts/numbers.js';
import { displayNameOf } from '../../parts/partner-name.js';
import { Pager, pageRows, Table } from '../../parts/table.js';
import { Badge, Code, CommandLine, Empty, Link, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

/** Which cohorts came, the one that changed last first. */
export const cohortListPage = workspacePage({
  path: '/cohorts',
  section: 'cohorts',
  view: async (request) => ({ title: 'Cohorts', find: () => findBody(request) }),
});

async function findBody(request: WorkspaceRequest): Promise<Body> {
  const { call, workspace, counts, query } = request;
  const params = { ws: workspace.id };
  const asked = {
    search: query.get('q') || undefined,
    partner: query.get('partner') || undefined,
    cursor: query.get('cursor') || undefined,
  };
  const [page, { partners }, latest] = await Promise.all([
    call('listCohorts', { params, query: { ...asked, order: 'changed', limit: pageRows } }),
    call('listPartners', { params, query: { limit: 1_000 } }),
    call('listCohorts', { params, query: { order: 'changed', limit: 1 } }),
  ]);
  const enabled = partners.filter((its) => its.enabled);
  return {
    sentence: <Sentence request={request} latest={latest.cohorts[0]} partners={partners} />,
    main: (
      <Card title="Cohorts" isFlush note={counted(counts.cohorts, 'cohort')} id="cohorts-card">
        {counts.cohorts > 0 && <Search request={request} partners={partners} />}
        <div id="cohorts">
          <List request={request} cohorts={page.cohorts} partners={partners} example={enabled[0]} />
          <Pager query={query} next={page.next_cursor} />
        </div>
      </Card>
    ),
  };
}

interface Props {
  request: WorkspaceRequest;
  partners: readonly WorkspacePartner[];
}

function Sentence({ request: { clock }, latest, partners }: Props & { latest: Cohort | undefined }) {
  if (latest === undefined) return 'No cohort has come yet. A partner names it first, then sends who is in.';
  return (
    <>
      {displayNameOf(latest.partner, partners)} changed <Name>{latest.name}</Name>{' '}
      <Ago at={latest.updated_at} clock={clock} />. Open a cohort to see who is in, and why somebody is not.
    </>
  );
}

function Search({ request, partners }: Props) {
  const { query } = request;
  const options = partners
    .filter((its) => its.enabled || its.partner === query.get('partner'))
    .map((its) => ({ value: its.partner, label: its.display_name }));
  return (
    <div class="filters">
      <AskForm results="cohorts">
        <Select
          label="Partner"
          name="partner"
          request={request}
          value={query.get('partner') ?? ''}
          options={[{ value: '', label: 'All partners' }, ...options]}
        />
        <SearchField label="Name or cohort_id" name="q" value={query.get('q') ?? ''} />
      </AskForm>
    </div>
  );
}

function List({
  request,
  cohorts,
  partners,
  example,
}: Props & { cohorts: readonly Cohort[]; example: WorkspacePartner | undefined }) {
  const { workspace, clock, counts } = request;
  if (counts.cohorts === 0) return <Nothing request={request} partner={example} />;
  if (cohorts.length === 0) {
    return (
      <Empty>
        <p>
          No cohort is like this. <Link href={links.cohorts(workspace.id)}>Show all cohorts</Link>
        </p>
      </Empty>
    );
  }
  return (
    <Table
      caption="Cohorts"
      rows={cohorts}
      keyOf={({ partner, cohort_id }) => `${partner}/${cohort_id}`}
      columns={[
        {
          title: 'Cohort',
          cell: ({ partner, cohort_id, name, implicit }) => (
            <>
              <Link href={links.cohort(workspace.id, partner, cohort_id)}>
                <Name>{name}</Name>
              </Link>
              {implicit && (
                <>
                  {' '}
                  <Badge>never named</Badge>
                </>
              )}
            </>
          ),
        },
        { title: 'Members', isNumber: true, cell: ({ member_count }) => countText(member_count) },
        { title: 'Last change', cell: (its) => <Ago at={its.updated_at} clock={clock} /> },
        { title: 'Partner', cell: ({ partner }) => displayNameOf(partner, partners) },
        { title: 'cohort_id', cell: ({ cohort_id }) => <Code max={32}>{cohort_id}</Code> },
      ]}
    />
  );
}

/** What would fill the list. */
function Nothing({ request, partner }: { request: WorkspaceRequest; partner: WorkspacePartner | undefined }) {
  const { workspace } = request;
  if (partner === undefined) {
    return (
      <Empty>
        <p>
          No partner may import cohorts here. <Link href={links.partners(workspace.id)}>Enable one</Link> and
          give its REST endpoint and a data import key to the connector.
        </p>
      </Empty>
    );
  }
  const keys = '"partner_api_key":"$BRAZE_PARTNER_API_KEY","client_secret":"$BRAZE_DATA_IMPORT_KEY"';
  const endpoint = `${workspace.rest_endpoint}/partners/${partner.partner}/cohorts`;
  const send = (path: string, fields: string) =>
    `curl -sS '${endpoint}${path}' -H 'Content-Type: application/json' -d @- <<JSON\n{${keys},\n ${fields}}\nJSON`;
  return (
    <Empty>
      <p>
        Run the connector, or paste this. Both keys are on{' '}
        <Link href={links.partner(workspace.id, partner.partner)}>{partner.display_name}</Link>.
      </p>
      <CommandLine>
        {`${send('', '"cohort_id":"vip","name":"VIP customers","created_at":"2026-01-01T00:00:00Z"')}
${send('/users', '"cohort_id":"vip","cohort_changes":[{"user_ids":["cust-1"]}]')}`}
      </CommandLine>
    </Empty>
  );
}
