import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../../src/index.js';

test('activity sums up events and purchases, and names the sends that somebody received', async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const shop = emulator.createWorkspace({ users: [{ external_id: 'ada' }, { external_id: 'ben' }] });
  const at = (day: number) => `2026-03-0${day}T12:00:00Z`;
  await fetch(`${emulator.url}/users/track`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.rest_api_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      events: [1, 2].map((day) => ({ external_id: 'ada', name: 'visited', time: at(day) })),
      purchases: [
        { external_id: 'ada', product_id: 'tea', currency: 'EUR', price: 2.5, quantity: 2, time: at(3) },
      ],
    }),
  });
  const campaign = shop.campaign({ name: 'News', target: { segment_ids: [] } });
  const sent = campaign.send();

  expect(shop.activity('ada')).toEqual({
    custom_events: [
      { name: 'visited', first: '2026-03-01T12:00:00.000Z', last: '2026-03-02T12:00:00.000Z', count: 2 },
    ],
    purchases: [
      { product_id: 'tea', first: '2026-03-03T12:00:00.000Z', last: '2026-03-03T12:00:00.000Z', count: 2 },
    ],
    total_revenue: 5,
    messages: [
      {
        dispatch_id: sent.dispatch_id,
        at: expect.any(String),
        campaign_id: campaign.id,
        canvas_id: null,
        segment_id: null,
      },
    ],
  });
  expect(shop.activity('ben')).toMatchObject({ custom_events: [], messages: [{ campaign_id: campaign.id }] });
  expect(() => shop.activity('nobody')).toThrow(/nobody/);
});
