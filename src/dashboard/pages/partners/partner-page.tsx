import type { Clock, DataImportKey, WorkspacePartner } from '../../../client/api.js';
import { links } from '../../links.js';
import { type Body, type Fact, type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card, Pairs } from '../../parts/card.js';
import { ActionButton } from '../../parts/form.js';
import { countText } from '../../parts/numbers.js';
import { Table } from '../../parts/table.js';
import { Badge, Empty, Secret } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';
import { type Imports, importsOf, noImports } from './imports.js';
import { cohortsShown, PartnerCohorts } from './partner-cohorts.js';

const path = '/partners/:partner';
type Request = WorkspaceRequest<typeof path>;

/** Partner Integrations > Technology Partners > Hightouch: what to paste into the connector. */
export const partnerPage = workspacePage({
  path,
  section: 'partners',
  async view(request: Request) {
    const partner = await request.call('getPartner', { params: paramsOf(request) });
    return {
      title: partner.display_name,
      trail: [{ label: 'Technology Partners', href: links.partners(request.workspace.id) }],
      marks: partner.enabled ? <Badge tone="good">enabled</Badge> : <Badge tone="bad">not enabled</Badge>,
      id: `partner ${partner.partner}`,
      find: () => findBody(request, partner),
    };
  },
  actions: {
    async 'generate-key'(request: Request) {
      await request.call('createDataImportKey', { params: paramsOf(request) });
      return undefined;
    },
    async 'invalidate-key'(request: Request, form) {
      await request.call('invalidateDataImportKey', {
        params: { ...paramsOf(request), key: form.raw('key') },
      });
      return undefined;
    },
    async enable(request: Request) {
      await request.call('setPartnerEnabled', { params: paramsOf(request), body: { enabled: true } });
      return undefined;
    },
    async disable(request: Request) {
      await request.call('setPartnerEnabled', { params: paramsOf(request), body: { enabled: false } });
      return undefined;
    },
  },
});

async function findBody(request: Request, partner: WorkspacePartner): Promise<Body> {
  const { call, workspace, clock } = request;
  const [{ cohorts }, imports] = await Promise.all([
    call('listCohorts', {
      params: { ws: workspace.id },
      query: { partner: partner.partner, order: 'changed', limit: cohortsShown },
    }),
    importsOf(request),
  ]);
  const imported = imports.get(partner.partner) ?? noImports;
  return {
    sentence: sentenceOf(partner),
    facts: factsOf(imported, clock),
    main: (
      <>
        <Endpoint partner={partner} endpoint={workspace.rest_endpoint} />
        <Keys partner={partner} clock={clock} />
        <PartnerCohorts request={request} partner={partner} cohorts={cohorts} count={imported.cohort_count} />
      </>
    ),
    side: <Switch partner={partner} />,
  };
}

function paramsOf({ workspace, params }: Request) {
  return { ws: workspace.id, partner: params.partner };
}

function factsOf({ requested_at: at, cohort_count, member_count }: Imports, clock: Clock): Fact[] {
  return [
    { value: at === null ? 'none' : <Ago at={at} clock={clock} />, label: 'last import' },
    { value: countText(cohort_count), label: cohort_count === 1 ? 'cohort' : 'cohorts' },
    { value: countText(member_count), label: 'members, over all cohorts' },
  ];
}

function sentenceOf({ enabled, display_name, data_import_keys }: WorkspacePartner): string {
  if (!enabled)
    return `${display_name} is not enabled, so its requests are refused. Enable it to let them in.`;
  return data_import_keys.some(({ state }) => state === 'active')
    ? `Paste the REST endpoint and a data import key into ${display_name}.`
    : `Generate a data import key: without one, nothing that ${display_name} sends is let in.`;
}

function Endpoint({ partner, endpoint }: { partner: WorkspacePartner; endpoint: string }) {
  return (
    <Card title="Data import">
      <Pairs
        pairs={[
          ['REST endpoint', <Secret text={endpoint} about="the REST endpoint" />],
          [
            <>
              Partner API key <small>(partner_api_key)</small>
            </>,
            <Secret text={partner.partner_api_key} about="the partner API key" />,
          ],
        ]}
      />
    </Card>
  );
}

function Keys({ partner, clock }: { partner: WorkspacePartner; clock: Clock }) {
  const keys = partner.data_import_keys.toReversed();
  return (
    <Card
      title="Data import keys"
      isFlush
      note={
        <ActionButton action="generate-key" kind={partner.enabled ? 'main' : undefined}>
          Generate New Key
        </ActionButton>
      }
    >
      {keys.length === 0 ? (
        <Empty>
          <p>No key yet. The partner sends it as client_secret, and it names this workspace.</p>
        </Empty>
      ) : (
        <Table
          caption="Data import keys"
          rows={keys}
          keyOf={({ key }) => key}
          columns={[
            {
              title: 'Key (client_secret)',
              cell: ({ key, created_at }) => (
                <>
                  <Secret text={key} about={key} />
                  <br />
                  <small>
                    generated <Ago at={created_at} clock={clock} />
                  </small>
                </>
              ),
            },
            { title: 'State', cell: (key) => <State of={key} /> },
            { title: 'Action', cell: (key) => <Invalidate of={key} /> },
          ]}
        />
      )}
    </Card>
  );
}

function State({ of: { state } }: { of: DataImportKey }) {
  return state === 'active' ? <Badge tone="good">active</Badge> : <Badge tone="bad">invalidated</Badge>;
}

function Invalidate({ of: { key, state } }: { of: DataImportKey }) {
  if (state !== 'active') return null;
  return (
    <ActionButton action="invalidate-key" values={{ key }} kind="danger" label={`Invalidate ${key}`}>
      Invalidate
    </ActionButton>
  );
}

function Switch({ partner: { enabled, display_name } }: { partner: WorkspacePartner }) {
  return (
    <Card title="Integration">
      <p>
        {enabled
          ? `While ${display_name} is enabled, its keys are valid here.`
          : `While ${display_name} is not enabled, its keys are refused.`}
      </p>
      <ActionButton action={enabled ? 'disable' : 'enable'} kind={enabled ? undefined : 'main'}>
        {enabled ? 'Disable' : 'Enable'}
      </ActionButton>
    </Card>
  );
}
