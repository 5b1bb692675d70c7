import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkspaceView } from '../../src/operations/create-workspace.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';
import {
  aliases,
  aWorld,
  describePerson,
  deviceIds,
  externalIds,
  firstUsers,
  type Identifier,
  Model,
  type Person,
  type Step,
} from '../support/identity-model.js';
import { anAlias, wireAlias } from '../support/users.js';

/** A workspace of its own, driven as a client drives it. */
class World {
  constructor(
    private readonly t: TestEmulator,
    readonly workspace: WorkspaceView,
  ) {}

  everybody() {
    const { items } = this.t.emulator.listUsers(this.workspace, { limit: 1_000 });
    return items.map((profile) => this.t.emulator.getUser(this.workspace, profile.brazeId));
  }

  state(): string[] {
    return this.everybody()
      .map((profile) =>
        describePerson({
          externalId: profile.externalId,
          aliases: profile.aliases.map(({ label, name }) => `${label}:${name}`),
          deviceIds: profile.deviceIds,
          cohortIds: profile.cohorts.map((cohort) => cohort.cohortId),
        }),
      )
      .sort();
  }

  owners(criterion: Parameters<TestEmulator['emulator']['findUsers']>[1]): string[] {
    const { items } = this.t.emulator.findUsers(this.workspace, criterion, { limit: 10 });
    return items.map((profile) => profile.brazeId);
  }

  async post(path: string, body: object): Promise<void> {
    const authorization = `Bearer ${this.workspace.restApiKeys[0]!.key}`;
    const answer = await this.t.post(path, body, { authorization });
    expect(answer.status).toBeLessThan(300);
  }

  async change(cohortId: string, shouldRemove: boolean, lists: object): Promise<void> {
    const answer = await this.t.partner('/partners/hightouch/cohorts/users', {
      client_secret: this.workspace.partners[0]!.dataImportKeys[0]!.key,
      cohort_id: cohortId,
      cohort_changes: [{ ...lists, should_remove: shouldRemove }],
    });
    expect(answer.status).toBe(201);
  }

  /** @param brazeIdOf  The profile that stands for one of the model's people. */
  async apply(step: Step, brazeIdOf: (person: number) => string | undefined): Promise<void> {
    switch (step.kind) {
      case 'identify':
        return this.post('/users/identify', {
          aliases_to_identify: [{ external_id: step.externalId, user_alias: wireAlias(step.alias) }],
        });
      case 'changeUser': {
        const brazeId = brazeIdOf(step.person);
        if (brazeId !== undefined) this.t.emulator.changeUser(this.workspace, brazeId, step.externalId);
        return;
      }
      case 'merge':
        return this.post('/users/merge', {
          merge_updates: [
            {
              identifier_to_merge: wireIdentifier(step.merged),
              identifier_to_keep: wireIdentifier(step.kept),
            },
          ],
        });
      case 'rename':
        return this.post('/users/external_ids/rename', {
          external_id_renames: [{ current_external_id: step.from, new_external_id: step.to }],
        });
      case 'remove':
        return this.post('/users/external_ids/remove', { external_ids: [step.externalId] });
      case 'delete':
        return this.post('/users/delete', {
          external_ids: 'externalId' in step.identifier ? [step.identifier.externalId] : [],
          user_aliases: 'alias' in step.identifier ? [wireAlias(step.identifier.alias)] : [],
        });
      case 'newAlias':
        return this.post('/users/alias/new', {
          user_aliases: [
            { ...(step.externalId !== null && { external_id: step.externalId }), ...wireAlias(step.alias) },
          ],
        });
      case 'updateAlias': {
        const { label, name } = anAlias(step.from);
        return this.post('/users/alias/update', {
          alias_updates: [{ alias_label: label, old_alias_name: name, new_alias_name: step.toName }],
        });
      }
      case 'changeCohort':
        return this.change(step.cohortId, step.shouldRemove, {
          user_ids: [step.externalId],
          device_ids: [step.deviceId],
        });
    }
  }
}

const wireIdentifier = (identifier: Identifier) =>
  'alias' in identifier
    ? { user_alias: wireAlias(identifier.alias) }
    : { external_id: identifier.externalId };

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
    { numRuns: 500 },
  );
}, 120_000);

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
