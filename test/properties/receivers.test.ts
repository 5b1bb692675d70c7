import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workspaceOf } from '../support/control.js';
import { freshEmulator } from '../support/emulator.js';
import { cohortFilter, named, receiversOf } from '../support/messaging.js';
import { runs } from '../support/properties/property-runs.js';
import { aUser } from '../support/users/users.js';

const people = ['a', 'b', 'c', 'd', 'e', 'f'];
const cohortIds = ['x', 'y', 'z'];

const group = fc.record({
  op: fc.constantFrom('and', 'or'),
  filters: fc.array(
    fc
      .tuple(fc.constantFrom(...cohortIds), fc.constantFrom('includes', 'does_not_include'))
      .map(([id, comparison]) => cohortFilter(id, comparison)),
    { minLength: 1, maxLength: 3 },
  ),
});
const target = fc.record({
  additional_filters: fc.record({
    groups_op: fc.constantFrom('and', 'or'),
    groups: fc.array(group, { maxLength: 3 }),
    exclusion_groups: fc.array(group, { maxLength: 2 }),
  }),
});

test('naming everybody reaches exactly those whom a broadcast reaches, and drops the rest', async () => {
  const memberships = fc.tuple(...cohortIds.map(() => fc.subarray(people)));
  await fc.assert(
    fc.asyncProperty(memberships, target, async (members, itsTarget) => {
      const t = await freshEmulator({
        workspace: {
          users: people.map((externalId) => aUser({ externalId })),
          cohorts: cohortIds.map((cohortId, index) => ({
            partner: 'hightouch',
            cohortId,
            members: members[index]!.map((externalId) => ({ externalId })),
          })),
        },
      });
      const control = workspaceOf(t);
      const { id } = (await control('POST', '/campaigns', { name: 'x', target: itsTarget })).json;
      await t.rest('/campaigns/trigger/send', { campaign_id: id, broadcast: true });
      await t.rest('/campaigns/trigger/send', { campaign_id: id, recipients: named(...people) });
      const [broadcast, byName] = (await control('GET', '/sends')).json.sends;
      const reached = receiversOf(broadcast);
      expect(receiversOf(byName)).toEqual(reached);
      expect(byName.dropped).toEqual(
        named(...people.filter((id) => !reached.includes(id))).map((recipient) => ({
          recipient,
          reason: 'outside_target',
        })),
      );
      const audience = (await control('GET', `/campaigns/${id}/audience`)).json;
      expect(receiversOf({ receivers: audience.members })).toEqual(reached);
      expect(audience.size).toBe(reached.length);
    }),
    runs(40),
  );
});
