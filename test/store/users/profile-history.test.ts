import { expect, onTestFinished, test } from 'vitest';
import { defaultBehaviour } from '../../../src/domain/seed/blueprint.js';
import { noDataSettings } from '../../../src/domain/users/data-settings.js';
import { Database } from '../../../src/store/database.js';
import { insertEvent, insertPurchase } from '../../../src/store/users/profile-events.js';
import { getHistory, updateHistoryOwner } from '../../../src/store/users/profile-history.js';
import { insertProfile } from '../../../src/store/users/user-profiles.js';
import { insertWorkspace } from '../../../src/store/workspaces/workspaces.js';
import { emptyProfileContent } from '../../support/users/users.js';

function twoProfiles() {
  const database = Database.open();
  onTestFinished(() => database.close());
  const { number: workspace } = insertWorkspace(database, {
    id: 'ws',
    name: 'ws',
    behaviour: defaultBehaviour,
    dataSettings: noDataSettings,
    blueprint: '{}',
    createdAt: 0,
  });
  for (const number of [0, 1]) {
    const profile = { number, brazeId: `b${number}`, createdAt: 0, revision: number, randomBucket: 0 };
    insertProfile(database, workspace, { ...emptyProfileContent(), ...profile });
  }
  const common = { appId: null, properties: {} };
  const addEvent = (number: number, name: string, at: number) =>
    insertEvent(database, workspace, number, { name, at, ...common });
  const addPurchase = (number: number, productId: string, price: number, quantity: number, at: number) =>
    insertPurchase(database, workspace, number, {
      productId,
      currency: 'EUR',
      price,
      quantity,
      at,
      ...common,
    });
  return { database, workspace, addEvent, addPurchase };
}

test('sums up events by name, purchases by product with their quantities, and revenue to the cent', () => {
  const { database, workspace, addEvent, addPurchase } = twoProfiles();
  addEvent(0, 'login', 20);
  addEvent(0, 'login', 10);
  addEvent(0, 'add', 15);
  addEvent(1, 'login', 99);
  addPurchase(0, 'shoe', 0.1, 3, 40);
  addPurchase(0, 'shoe', 5, 1, 30);
  expect(getHistory(database, workspace, 0)).toEqual({
    events: [
      { name: 'add', firstAt: 15, lastAt: 15, count: 1 },
      { name: 'login', firstAt: 10, lastAt: 20, count: 2 },
    ],
    purchases: [{ name: 'shoe', firstAt: 30, lastAt: 40, count: 4 }],
    revenue: 5.3,
  });
});

test('a profile without events and purchases has an empty history', () => {
  const { database, workspace } = twoProfiles();
  expect(getHistory(database, workspace, 0)).toEqual({ events: [], purchases: [], revenue: 0 });
});

test('a new owner has the histories of both', () => {
  const { database, workspace, addEvent, addPurchase } = twoProfiles();
  addEvent(0, 'login', 10);
  addEvent(1, 'login', 5);
  addPurchase(0, 'shoe', 2, 1, 10);
  addPurchase(1, 'shoe', 3, 2, 20);
  updateHistoryOwner(database, workspace, 0, 1);
  expect(getHistory(database, workspace, 0)).toEqual({ events: [], purchases: [], revenue: 0 });
  expect(getHistory(database, workspace, 1)).toEqual({
    events: [{ name: 'login', firstAt: 5, lastAt: 10, count: 2 }],
    purchases: [{ name: 'shoe', firstAt: 10, lastAt: 20, count: 3 }],
    revenue: 8,
  });
});
