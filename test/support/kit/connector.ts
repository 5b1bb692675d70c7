import type { WorkspaceHandle } from '../../../src/index.js';

/** What a connector that is tested would send: a change of cohort members, with the keys of the workspace. */
export async function send(
  shop: WorkspaceHandle<'here'> | WorkspaceHandle<'remote'>,
  changes: object[],
  { cohort = 'vip', partner = 'hightouch', path = '/cohorts/users', ...fields }: Fields = {},
): Promise<number> {
  const keys = shop.keys(partner);
  const { status } = await fetch(`${shop.rest_endpoint}/partners/${partner}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      partner_api_key: keys.partner_api_key,
      client_secret: keys.data_import_key,
      cohort_id: cohort,
      cohort_changes: changes,
      ...fields,
    }),
  });
  return status;
}

interface Fields {
  cohort?: string;
  partner?: string;
  /** Below the partner. */
  path?: string;
  client_secret?: string;
}
