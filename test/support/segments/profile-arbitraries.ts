import fc from 'fast-check';
import type { AppUse, ProfileEvent, ProfilePurchase } from '../../../src/domain/users/user-profile.js';
import type { SomeProfile } from './segment-world.js';
import { aFlatObject, aMoment, anObject, aText, aWrittenTime } from './value-arbitraries.js';

export const eventNames = ['opened', 'bought'];
export const productIds = ['socks', 'shoes'];
const subscriptionStates = ['opted_in', 'subscribed', 'unsubscribed'];

const someStandardAttributes = fc.record(
  {
    country: fc.constantFrom('NL', 'BE'),
    language: aText,
    gender: fc.constantFrom('M', 'F'),
    home_city: aText,
    first_name: aText,
    last_name: aText,
    time_zone: aText,
    email: fc.oneof(fc.constantFrom('gold@example.com', 'a@example.com'), aText),
    phone: aText,
    dob: fc.constantFrom(
      '2000-02-29',
      '2000-02-28',
      '2000-03-01',
      '1990-03-15',
      '2008-12-31',
      '2001-02-29',
      '',
    ),
    email_subscribe: fc.constantFrom(...subscriptionStates),
    push_subscribe: fc.constantFrom(...subscriptionStates),
    marked_email_as_spam_at: aWrittenTime,
    subscription_groups: fc.array(
      fc.record({
        subscription_group_id: fc.constantFrom('g1', 'g2'),
        subscription_state: fc.constantFrom('subscribed', 'unsubscribed'),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

const someApps = fc.array(
  fc.record(
    {
      app_id: fc.constantFrom('app1', 'app2'),
      sessions: fc.nat({ max: 2 }),
      first_used: fc.oneof({ weight: 5, arbitrary: aWrittenTime }, fc.constant('never')),
      last_used: aWrittenTime,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 3 },
) as fc.Arbitrary<AppUse[]>;

const anEvent: fc.Arbitrary<ProfileEvent> = fc.record({
  name: fc.constantFrom(...eventNames),
  at: aMoment,
  appId: fc.constantFrom('app1', 'app2', null),
  properties: aFlatObject,
});

const aPurchase: fc.Arbitrary<ProfilePurchase> = fc.record({
  productId: fc.constantFrom(...productIds),
  currency: fc.constant('EUR'),
  price: fc.constantFrom(0.1, 0.2, 19.99, -5, 33.33, 100, 0.005, 1.005, 1e308),
  quantity: fc.constantFrom(1, 1, 2, 100),
  at: aMoment,
  appId: fc.constantFrom('app1', 'app2', null),
  properties: fc.constant({}),
});

/** More purchases than count as money spent in a window, with a dear one that is the last of those, or the first beyond. */
const manyPurchases = fc
  .tuple(aPurchase, fc.constantFrom(0, 3), fc.constantFrom(49, 50))
  .map(([purchase, before, after]) => {
    const [cheap, dear] = [0.01, 1_001].map((price) => ({ ...purchase, price, quantity: 1 }));
    return [...Array(before).fill(cheap), dear, ...Array(after).fill(cheap)] as ProfilePurchase[];
  });
const fewPurchases = fc.array(aPurchase, { maxLength: 4 });
const someEvents = fc.array(anEvent, { maxLength: 5 });

/** What a profile did, and nothing else. */
export const aHistory: fc.Arbitrary<SomeProfile> = fc.record({
  events: someEvents,
  purchases: fc.oneof(fewPurchases, manyPurchases),
});

/** Everything but identifiers, which no two profiles share. */
export const aProfile: fc.Arbitrary<SomeProfile> = fc.record({
  attributes: fc
    .tuple(anObject, someStandardAttributes)
    .map((parts) => Object.fromEntries(parts.flatMap((attributes) => Object.entries(attributes)))),
  apps: someApps,
  sessionCount: fc.nat({ max: 2 }),
  randomBucket: fc.constantFrom(0, 1, 2_499, 2_500, 9_999),
  createdAt: aMoment,
  events: someEvents,
  purchases: fewPurchases,
  cohortIds: fc.subarray(['c1', 'c2']),
});

/** Identified, by an id that filters ask for too; alias only; device only. */
export function identifiersOf(index: number): Pick<SomeProfile, 'externalId' | 'aliases' | 'deviceIds'> {
  const externalIds = ['e0', 'Gold', 'a\0b', '😀', ' '];
  if (index % 3 === 0)
    return { externalId: externalIds[index / 3] ?? `e${index}`, aliases: [`crm:${index}`] };
  return index % 3 === 1 ? { aliases: [`crm:${index}`] } : { deviceIds: [`d${index}`] };
}
