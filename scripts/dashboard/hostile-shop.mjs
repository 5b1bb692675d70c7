/** Markup, quotes, letters from right to left that turn what follows around, an emoji, what ends a script or a comment. */
export const hostileText = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>\u202Eלא\u2067 👩🏽‍🚀 --></style>{{x}}`;

const endless = (length) => hostileText + 'x'.repeat(length - hostileText.length);

/** A workspace in which everything that somebody names has a hostile name, or one as long as it may be. */
export async function fillWithHostileTexts(emulator) {
  const ids = [hostileText, endless(900)];
  const shop = emulator.createWorkspace({
    name: hostileText,
    users: [
      {
        external_id: ids[0],
        user_aliases: [{ alias_label: hostileText, alias_name: endless(140) }],
        device_ids: [endless(400)],
        attributes: { [hostileText]: hostileText, first_name: endless(200), many: endless(5_000) },
      },
      { external_id: ids[1] },
    ],
  });
  await sync(emulator.url, shop, '/cohorts', { name: hostileText, created_at: '2026-03-02T06:00:00Z' });
  await sync(emulator.url, shop, '/cohorts/users', {
    cohort_changes: [{ user_ids: [...ids, 'unknown', endless(10_000)] }, { device_ids: [endless(400)] }],
    [hostileText]: { [endless(10_000)]: hostileText },
  });
  await sync(emulator.url, shop, '/cohorts/users', { cohort_changes: { user_ids: hostileText } });
  await sync(emulator.url, shop, '/cohorts/users', { client_secret: endless(300), cohort_changes: [] });
  const { id } = shop.segment({
    name: hostileText,
    text_description: endless(1_000),
    tags: [hostileText],
    definition: {
      groups: [
        {
          name: hostileText,
          filters: [
            { type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: [hostileText] },
            {
              type: 'custom_attribute',
              name: hostileText,
              value_type: 'string',
              comparison: 'is_any_of',
              value: [hostileText],
            },
          ],
        },
      ],
    },
  });
  const target = { segment_ids: [id] };
  shop.campaign({ name: endless(200), description: hostileText, tags: [hostileText], target }).send();
  shop.canvas({ name: hostileText, target }).send();
  shop.fault({ route: '/users/track' }, { status: 500, body: hostileText });
  return shop;
}

async function sync(url, shop, path, body) {
  const { partner_api_key, data_import_key } = shop.keys('hightouch');
  const keys = { partner_api_key, client_secret: data_import_key };
  const answer = await fetch(`${url}/partners/hightouch${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': encodeURIComponent(hostileText) },
    body: JSON.stringify({ ...keys, cohort_id: hostileText, ...body }),
  });
  await answer.arrayBuffer();
}
