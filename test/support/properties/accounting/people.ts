import type { NewUserProfile } from '../../../../src/domain/users/user-profile.js';
import { anAlias, aUser } from '../../users/users.js';
import { valuesOf } from './values.js';

// Who is there in each world of the accounting property. All bodies name people of `values.ts`.

const everything = {
  plan: 'gold',
  visits: 3,
  tags: ['x', 'y'],
  pets: [
    { id: 1, name: 'Rex' },
    { id: 2, name: 'Tom' },
  ],
  address: { city: 'Oslo', since: 2020 },
  joined: '2026-02-01T09:00:00Z',
  first_name: 'Ada',
  last_name: 'L',
  gender: 'F',
  country: 'NO',
  language: 'nb',
  dob: '1990-01-01',
  home_city: 'Oslo',
  time_zone: 'Europe/Oslo',
  email_subscribe: 'opted_in',
  push_subscribe: 'opted_in',
  current_location: { longitude: 10, latitude: 59 },
  email_open_tracking_disabled: true,
  subscription_groups: [
    { subscription_group_id: '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f', subscription_state: 'subscribed' },
  ],
};

const app = { app_id: 'app', name: 'App', platform: 'iOS', sessions: 2, last_used: '2026-02-02T09:00:00Z' };

/** Some of those whom bodies name: unique ones, shared ones, and some who are known otherwise than one may think. */
export const somePeople: NewUserProfile[] = [
  aUser({ externalId: 'a', deviceIds: ['device-a'], attributes: everything, apps: [app] }),
  aUser({ externalId: 'b', attributes: { email: 'b@example.test', phone: '+4930111111', plan: 'silver' } }),
  aUser({ externalId: 'c', aliases: [anAlias('crm:c-3')], attributes: { email_subscribe: 'unsubscribed' } }),
  aUser({ externalId: 'old', attributes: { plan: 'old' } }),
  aUser({ externalId: 'spare' }),
  aUser({ externalId: 'shared', attributes: { email: 'two@example.test', phone: '+4930222222' } }),
  aUser({ attributes: { email: 'two@example.test', phone: '+4930222222', plan: 'gold' } }),
  aUser({ aliases: [anAlias('crm:c-1')], attributes: { plan: 'silver', email: 'c-1@example.test' } }),
  aUser({ aliases: [anAlias('crm:o')], deviceIds: ['device-o'] }),
  aUser({ deviceIds: ['d'] }),
  aUser({ attributes: { email: 'kim@example.test', plan: 'gold' } }),
  aUser({ attributes: { phone: '+4930123456', email_subscribe: 'opted_in' } }),
];

/** Who shares an address, the one updated last at the end: each prioritization decides in one of these, if in any. */
export const sharings = [
  ['identified', 'anonymous'],
  ['anonymous', 'identified', 'identified', 'anonymous'],
  ['identified', 'anonymous', 'anonymous', 'identified'],
  ['anonymous'],
] as const;

const merged = ['visits', 'tags', 'pets', 'address', 'score', 'surplus'];

/** What else a body may call an attribute. */
const oddNames = ['nothing has it', '', 'x', 'true', 'x'.repeat(300)];

const states = ['opted_in', 'unsubscribed', 'subscribed'];

/** Everybody whom a body may name, with much that a profile may have, and states that differ by the sharing. */
export function allPeople(sharing: (typeof sharings)[number]): NewUserProfile[] {
  const shift = sharings.indexOf(sharing);
  const contentOf = (index: number) => {
    const state = states[(index + shift) % 3] ?? '';
    const content =
      (index + shift) % 2 === 0
        ? { ...everything, ...Object.fromEntries(oddNames.map((name) => [name, 1])) }
        : { plan: 'silver', visits: -1, tags: ['other'] };
    // In one world there is something to merge into.
    const objects = shift === 3 ? Object.fromEntries(merged.map((name) => [name, { old: 1 }])) : {};
    return { ...content, ...objects, email_subscribe: state, push_subscribe: state };
  };
  const named = valuesOf('external_id').map((externalId, index) =>
    aUser({
      externalId: String(externalId),
      deviceIds: [`device-${externalId}`],
      apps: [app],
      attributes: { ...contentOf(index), email: `${index}@example.test`, phone: `+4930123400${index}` },
    }),
  );
  // In one world all of them are identified.
  const more = (kind: string, index: number) => ({
    externalId: shift === 1 ? `${kind}-${index}` : null,
    apps: [app],
    attributes: { ...contentOf(index), email: `${kind}-${index}@example.test` },
  });
  const aliases = valuesOf('alias_label').flatMap((label) =>
    valuesOf('alias_name').map((name, index) =>
      aUser({
        aliases: [{ label: String(label), name: String(name) }],
        deviceIds: [`device-${label}-${name}`],
        ...more(String(label), index),
      }),
    ),
  );
  const sharers = (['email', 'phone'] as const).flatMap((field) =>
    valuesOf(field).flatMap((value, place) =>
      sharing.map((kind, index) => {
        const id = `${field}-${place}-${index}`;
        const identity =
          kind === 'identified' ? { externalId: id } : { aliases: [anAlias(`${field}:${id}`)] };
        const attributes = { ...contentOf(index), origin: id, email: `${id}@example.test`, [field]: value };
        return aUser({ ...identity, apps: [app], deviceIds: [`device-${id}`], attributes });
      }),
    ),
  );
  const devices = valuesOf('device_ids').map((deviceId, index) =>
    aUser({ deviceIds: [String(deviceId)], ...more('device', index) }),
  );
  return [...named, ...aliases, ...sharers, ...devices];
}
