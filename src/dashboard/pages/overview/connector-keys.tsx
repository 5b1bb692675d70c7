import type { Workspace, WorkspacePartner } from '../../../client/api.js';
import { links } from '../../links.js';
import { Card } from '../../parts/card.js';
import { KeyField } from '../../parts/text.js';

/** Of more partners, the page of partners has the keys. */
const partnersShown = 3;

/** What to paste into a connector. */
export function ConnectorKeys({ workspace }: { workspace: Workspace }) {
  const enabled = workspace.partners.filter((partner) => partner.enabled);
  return (
    <Card title="Paste into the connector" note={<a href={links.partners(workspace.id)}>All partners</a>}>
      <KeyField name="REST endpoint" text={workspace.rest_endpoint} about="the REST endpoint" />
      {enabled.slice(0, partnersShown).map((partner) => (
        <>
          <h3>
            <a href={links.partner(workspace.id, partner.partner)}>{partner.display_name}</a>
          </h3>
          <PartnerKeys partner={partner} />
        </>
      ))}
      {enabled.length === 0 && <p>No partner is enabled here, so every cohort import is refused.</p>}
      {enabled.length > partnersShown && (
        <p>
          <a href={links.partners(workspace.id)}>{enabled.length - partnersShown} more partners</a> are
          enabled.
        </p>
      )}
    </Card>
  );
}

function PartnerKeys({ partner }: { partner: WorkspacePartner }) {
  const { partner_api_key: apiKey, display_name: name } = partner;
  const key = newestKey(partner);
  return (
    <>
      <KeyField name="Partner API key" text={apiKey} about={`the partner API key of ${name}`} />
      {key === undefined ? (
        <p>No data import key is active, so nothing that {name} sends is let in. Generate one on its page.</p>
      ) : (
        <KeyField name="Data import key" text={key} about={`the data import key of ${name}`} />
      )}
    </>
  );
}

/** The last one that was generated and is not invalidated. */
export function newestKey({ data_import_keys }: WorkspacePartner): string | undefined {
  return data_import_keys.findLast(({ state }) => state === 'active')?.key;
}
