import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshEmulator } from '../support/emulator.js';
import { runs } from '../support/properties/property-runs.js';
import {
  aliases,
  aWorld,
  deviceIds,
  externalIds,
  firstUsers,
  Model,
  type Person,
} from '../support/users/identity-model.js';
import { World } from '../support/users/identity-world.js';
import { anAlias, wireAlias } from '../support/users/users.js';

/** Every identifier finds the one profile that the model says, or nobody: a profile that is gone is not found either. */
function expectOwners(world: World, model: Model): void {
  const everybody = new Map(world.everybody().map((profile) => [profile.brazeId, profile]));
  const check = (found: string[], person: Person | undefined) => {
    expect(found).toHaveLength(person === undefined ? 0 : 1);
    if (person === undefined) return;
    const owner = everybody.get(found[0]!)!;
    expect(owner.externalId).toBe(person.externalId);
    expect(owner.aliases.map(({ label, name }) => `${label}:${name}`)).toEqual([...person.aliases].sort());
  };
  for (const externalId of externalIds) check(world.owners({ externalId }), model.find({ externalId }));
  for (const alias of aliases) check(world.owners({ alias: anAlias(alias) }), model.find({ alias }));
  for (const deviceId of deviceIds) {
    const owner = model.people.find((person) => person.deviceIds.has(deviceId));
    check(world.owners({ deviceId }), owner);
  }
}

test('any sequence of identity changes leaves every identifier one owner, and the members and profiles a plain model has', async () => {
  const t = await freshEmulator();
  await fc.assert(
    fc.asyncProperty(aWorld, async ({ keepsTargetOnly, members, steps }) => {
      const workspace = t.emulator.createWorkspace({
        users: firstUsers,
        behaviour: { membershipOnMerge: keepsTargetOnly ? 'keep_target' : 'union' },
      });
      const world = new World(t, workspace);
      const model = new Model(keepsTargetOnly);
      for (const [index, user] of firstUsers.entries()) {
        const cohorts = members.filter(([, member]) => member === index).map(([cohortId]) => cohortId);
        const named = user.aliases.map(({ label, name }) => `${label}:${name}`);
        model.add(user.externalId, named, user.deviceIds, cohorts);
        for (const cohortId of cohorts) {
          const lists = named.length > 0 ? { aliases: named.map(wireAlias) } : { device_ids: user.deviceIds };
          await world.change(cohortId, false, lists);
        }
      }
      expect(world.state()).toEqual(model.state());

      for (const step of steps) {
        const brazeIdOf = (person: number) => brazeIdOfPerson(world, model, person);
        await world.apply(step, brazeIdOf);
        model.apply(step);
        // What is listed is the set of everyone, so this compares its size too.
        expect(world.state()).toEqual(model.state());
      }
      expectOwners(world, model);
      t.emulator.deleteWorkspace(workspace);
    }),
    runs(150),
  );
});

/** The profile that stands for one of the model's people, found by an identifier only that one has. */
function brazeIdOfPerson(world: World, model: Model, index: number): string | undefined {
  const person = model.people[index % model.people.length];
  if (person === undefined) return undefined;
  const [alias] = person.aliases;
  const [deviceId] = person.deviceIds;
  if (person.externalId !== null) return world.owners({ externalId: person.externalId })[0];
  if (alias !== undefined) return world.owners({ alias: anAlias(alias) })[0];
  return deviceId === undefined ? undefined : world.owners({ deviceId })[0];
}
