import { expect } from 'vitest';
import type { WorkspaceView } from '../../../src/operations/workspaces/create-workspace.js';
import type { TestEmulator } from '../emulator.js';
import { describePerson, type Identifier, type Step } from './identity-model.js';
import { anAlias, wireAlias } from './users.js';

/** A workspace of its own, driven as a client drives it. */
export class World {
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
