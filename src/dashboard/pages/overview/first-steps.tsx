import type { Workspace } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { CommandLine } from '../../parts/text.js';
import { newestKey } from './connector-keys.js';

/** What to do in a workspace that nothing has reached yet: lines to paste, with its own keys. */
export function FirstSteps({ request: { workspace, counts } }: { request: WorkspaceRequest }) {
  const lines = firstLines(workspace);
  return (
    <Card title="First steps" note="lines for a shell">
      <p>Point a connector at the endpoint and keys of this page, or play one:</p>
      <ol class="steps">
        {counts.users === 0 && (
          <li>
            <p>Add a user. A cohort import never creates one.</p>
            {lines.addUser === undefined ? (
              <p>This needs a REST API key: create one on this page.</p>
            ) : (
              <CommandLine>{lines.addUser}</CommandLine>
            )}
          </li>
        )}
        {lines.nameCohort === undefined ? (
          <li>
            <p>
              <a href={links.partners(workspace.id)}>Enable a partner</a> and generate a data import key: they
              let its imports in.
            </p>
          </li>
        ) : (
          <>
            <li>
              <p>Name a cohort, as a partner does before it adds members.</p>
              <CommandLine>{lines.nameCohort}</CommandLine>
            </li>
            <li>
              <p>Add members. Braze answers "success" even if it knows none of them; this page tells.</p>
              <CommandLine>{lines.addMembers ?? ''}</CommandLine>
            </li>
          </>
        )}
      </ol>
    </Card>
  );
}

/** Lines that work as they are pasted; without those that a key is missing for. */
function firstLines({ rest_endpoint: endpoint, rest_api_keys, partners }: Workspace) {
  const [rest] = rest_api_keys;
  const partner = partners.find((its) => its.enabled && newestKey(its) !== undefined);
  const addUser =
    rest &&
    curlLine(
      `${endpoint}/users/track`,
      { attributes: [{ external_id: 'cust-1', first_name: 'Ada' }] },
      rest.key,
    );
  if (partner === undefined) return { addUser };
  const keys = { partner_api_key: partner.partner_api_key, client_secret: newestKey(partner) };
  const cohorts = `${endpoint}/partners/${partner.partner}/cohorts`;
  const naming = { ...keys, cohort_id: 'vip', name: 'VIP customers', created_at: '2026-02-03T09:00:00Z' };
  const members = { ...keys, cohort_id: 'vip', cohort_changes: [{ user_ids: ['cust-1', 'nobody'] }] };
  return {
    addUser,
    nameCohort: curlLine(cohorts, naming),
    addMembers: curlLine(`${cohorts}/users`, members),
  };
}

function curlLine(url: string, body: object, bearer?: string): string {
  return [
    `curl -sS ${quoted(url)}`,
    ...(bearer === undefined ? [] : [`-H ${quoted(`Authorization: Bearer ${bearer}`)}`]),
    "-H 'Content-Type: application/json'",
    `-d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}

/** As one word of a shell, whatever stands in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
