import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';
import { runs } from '../support/properties/property-runs.js';

/**
 * The people of the model: which identifiers each has. A device of an identified person names nobody; the shared one
 * names its anonymous owner.
 */
const people = [
  { id: 'e0', externalId: 'e0', aliases: [{ label: 'crm', name: 'a0' }], deviceIds: ['d0'] },
  { id: 'e1', externalId: 'e1', aliases: [], deviceIds: ['shared'] },
  { id: 'e2', externalId: 'e2', aliases: [{ label: 'crm', name: 'a2' }], deviceIds: [] },
  { id: 'a3', externalId: null, aliases: [{ label: 'crm', name: 'a3' }], deviceIds: ['d3'] },
  { id: 'd4', externalId: null, aliases: [], deviceIds: ['d4', 'd5'] },
  { id: 'shared', externalId: null, aliases: [], deviceIds: ['shared'] },
];
const userIds = new Map([
  ['e0', 'e0'],
  ['e1', 'e1'],
  ['e2', 'e2'],
]); // prettier-ignore
const deviceIds = new Map([
  ['d3', 'a3'],
  ['d4', 'd4'],
  ['d5', 'd4'],
  ['shared', 'shared'],
]); // prettier-ignore
const aliasNames = new Map([
  ['a0', 'e0'],
  ['a2', 'e2'],
  ['a3', 'a3'],
]); // prettier-ignore

interface WireChange {
  user_ids?: string[];
  device_ids?: string[];
  aliases?: { alias_label: string; alias_name: string }[];
  should_remove?: boolean;
}
interface WireRequest {
  cohort_id: string;
  cohort_changes: WireChange[];
}

const anyChange: fc.Arbitrary<WireChange> = fc.record(
  {
    user_ids: fc.array(fc.constantFrom('e0', 'e1', 'e2', 'nobody'), { maxLength: 4 }),
    device_ids: fc.array(fc.constantFrom('d0', 'd3', 'd4', 'd5', 'shared', 'nothing'), { maxLength: 4 }),
    aliases: fc.array(
      fc.record({
        alias_label: fc.constantFrom('crm', 'other'),
        alias_name: fc.constantFrom('a0', 'a2', 'a3', 'A0'),
      }),
      { maxLength: 3 },
    ),
    should_remove: fc.boolean(),
  },
  { requiredKeys: ['user_ids'] },
);
const anyRequests: fc.Arbitrary<WireRequest[]> = fc.array(
  fc.record({
    cohort_id: fc.constantFrom('c1', 'c2'),
    cohort_changes: fc.array(anyChange, { maxLength: 4 }),
  }),
  { maxLength: 8 },
);

type Model = Map<string, Set<string>>;

/** The rules once more, with nothing but Maps and Sets. */
function applyToModel(model: Model, request: WireRequest): void {
  if (request.cohort_changes.length === 0) return;
  const members = model.get(request.cohort_id) ?? new Set();
  model.set(request.cohort_id, members);
  for (const change of request.cohort_changes) {
    const named = [
      ...(change.user_ids ?? []).map((id) => userIds.get(id)),
      ...(change.device_ids ?? []).map((id) => deviceIds.get(id)),
      ...(change.aliases ?? []).map((alias) =>
        alias.alias_label === 'crm' ? aliasNames.get(alias.alias_name) : undefined,
      ),
    ];
    for (const person of named) {
      if (person === undefined) continue;
      if (change.should_remove) members.delete(person);
      else members.add(person);
    }
  }
}

async function world() {
  const t = await freshEmulator({
    workspace: {
      users: people.map(({ externalId, aliases, deviceIds }) => ({
        externalId,
        aliases,
        deviceIds,
        attributes: {},
      })),
    },
  });
  const personOf = new Map(
    people.map(({ id }, index) => [
      t.emulator.listUsers(t.workspace, { limit: 100 }).items[index]!.brazeId,
      id,
    ]),
  );
  const membersOf = (cohortId: string) =>
    t.emulator
      .listCohortMembers(t.workspace, 'hightouch', cohortId, { limit: 100 })
      .items.map((profile) => personOf.get(profile.brazeId))
      .sort();
  const cohortIds = () =>
    t.emulator.listCohorts(t.workspace, { limit: 100 }).items.map((cohort) => cohort.cohortId);
  return { t, membersOf, cohortIds };
}

test('any sequence of cohort requests gives the members that a plain JavaScript model has', async () => {
  await fc.assert(
    fc.asyncProperty(anyRequests, async (requests) => {
      const { t, membersOf, cohortIds } = await world();
      const model: Model = new Map();
      for (const request of requests) {
        expect((await t.cohortUsers({ ...request })).status).toBe(201);
        applyToModel(model, request);
      }
      expect(cohortIds().sort()).toEqual([...model.keys()].sort());
      for (const [cohortId, members] of model) expect(membersOf(cohortId)).toEqual([...members].sort());
    }),
    runs(100),
  );
});

test('repeating any request changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(anyRequests, fc.nat(), async (requests, which) => {
      fc.pre(requests.length > 0);
      const { t, membersOf, cohortIds } = await world();
      const repeated = requests.slice(0, 1 + (which % requests.length));
      for (const request of repeated) await t.cohortUsers({ ...request });
      const before = cohortIds().map((id) => [id, membersOf(id)]);
      await t.cohortUsers({ ...repeated.at(-1)! });
      expect(cohortIds().map((id) => [id, membersOf(id)])).toEqual(before);
      const outcome = t.finished.at(-1)!.outcome!;
      expect([outcome.added, outcome.removed]).toEqual([0, 0]);
    }),
    runs(50),
  );
});
