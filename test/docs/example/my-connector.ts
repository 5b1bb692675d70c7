/** What the README leaves to its reader: a connector, here one that adds a single user. */
export async function runConnector(options: {
  endpoint: string;
  partner_api_key: string;
  data_import_key: string;
}): Promise<void> {
  await fetch(`${options.endpoint}/partners/hightouch/cohorts/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      partner_api_key: options.partner_api_key,
      client_secret: options.data_import_key,
      cohort_id: 'vip',
      cohort_changes: [{ user_ids: ['cust-1'] }],
    }),
  });
}
