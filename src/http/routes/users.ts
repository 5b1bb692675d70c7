import { Hono } from 'hono';
import { rateLimitBuckets } from '../../domain/rate-limit.js';
import type { RestPermission } from '../../domain/workspace.js';
import type { Emulator } from '../../emulator.js';
import { choosesLightFields, readExport } from '../../wire/export-users.js';
import { readRemovals, readRenames, removalsJson, renamesJson } from '../../wire/external-ids.js';
import { readMergeUpdates } from '../../wire/merge-users.js';
import { externalIdNotes, noEffectNotes, unmatchedNotes } from '../../wire/notes.js';
import { profileExportJson } from '../../wire/profile-export.js';
import { readAliasUpdates, readDelete, readIdentify, readNewAliases } from '../../wire/users.js';
import type { BrazeEnv } from '../exchange.js';
import { restEndpoint } from '../middleware/rest-endpoint.js';

/**
 * The user endpoints other than `/users/track`. Counts stand before `message`; 201, but 202 for the merge. [client:
 * braze_ruby recording], merge [doc], alias update [inferred]
 */
export function userRoutes(emulator: Emulator) {
  const shared = (permission: RestPermission) =>
    restEndpoint(emulator, permission, rateLimitBuckets.usersShared);
  return new Hono<BrazeEnv>()
    .post('/users/identify', ...shared('users.identify'), (c) => {
      const request = readIdentify(c.var.body);
      const passed = emulator.identifyUsers(c.var.access.workspace, request);
      c.var.exchange.notes = noEffectNotes(passed, (index) => request.identifications[index]!.path);
      // Entries received, matched or not, by e-mail and phone too. [client: braze_ruby recording], the latter [inferred]
      return c.json({ aliases_processed: request.identifications.length, message: 'success' }, 201);
    })
    .post('/users/alias/new', ...shared('users.alias.new'), (c) => {
      const aliases = readNewAliases(c.var.body);
      const passed = emulator.createAliases(c.var.access.workspace, aliases);
      c.var.exchange.notes = noEffectNotes(passed, (index) => `user_aliases[${index}]`);
      return c.json({ aliases_processed: aliases.length, message: 'success' }, 201);
    })
    .post('/users/alias/update', ...shared('users.alias.update'), (c) => {
      const passed = emulator.updateAliases(c.var.access.workspace, readAliasUpdates(c.var.body));
      c.var.exchange.notes = noEffectNotes(passed, (index) => `alias_updates[${index}]`);
      return c.json({ message: 'success' }, 201);
    })
    .post('/users/merge', ...shared('users.merge'), (c) => {
      const passed = emulator.mergeUsers(c.var.access.workspace, readMergeUpdates(c.var.body));
      c.var.exchange.notes = noEffectNotes(passed, (index) => `merge_updates[${index}]`);
      return c.json({ message: 'success' }, 202);
    })
    .post('/users/delete', ...shared('users.delete'), (c) => {
      const targets = readDelete(c.var.body);
      const references = targets.map((target) => target.reference);
      const missed = emulator.deleteUsers(c.var.access.workspace, references);
      c.var.exchange.notes = unmatchedNotes(missed, (index) => targets[index]!.path);
      const { unmatched } = missed;
      return c.json(
        {
          ...(unmatched.length > 0 && { invalid_user_ids: unmatched.map((place) => targets[place]!.sent) }),
          deleted: targets.length,
          message: 'success',
        },
        201,
      );
    })
    .route('/', externalIdRoutes(emulator))
    .route('/', exportRoutes(emulator));
}

function externalIdRoutes(emulator: Emulator) {
  const { rename, remove } = rateLimitBuckets;
  return new Hono<BrazeEnv>()
    .post(
      '/users/external_ids/rename',
      ...restEndpoint(emulator, 'users.external_ids.rename', rename),
      (c) => {
        const outcome = emulator.renameExternalIds(c.var.access.workspace, readRenames(c.var.body));
        c.var.exchange.notes = externalIdNotes(outcome.problems, 'external_id_renames');
        return c.json(renamesJson(outcome), 201);
      },
    )
    .post(
      '/users/external_ids/remove',
      ...restEndpoint(emulator, 'users.external_ids.remove', remove),
      (c) => {
        const outcome = emulator.removeExternalIds(c.var.access.workspace, readRemovals(c.var.body));
        c.var.exchange.notes = externalIdNotes(outcome.problems, 'external_ids');
        return c.json(removalsJson(outcome), 201);
      },
    );
}

function exportRoutes(emulator: Emulator) {
  const { exportIds, exportIdsFields } = rateLimitBuckets;
  const bucketOf = (bodyText: string) => (choosesLightFields(bodyText) ? exportIdsFields : exportIds);
  return new Hono<BrazeEnv>().post(
    '/users/export/ids',
    ...restEndpoint(emulator, 'users.export.ids', bucketOf),
    (c) => {
      const { criteria, fields } = readExport(c.var.body);
      const { users, unmatched } = emulator.exportUsers(
        c.var.access.workspace,
        criteria.map((its) => its.criterion),
      );
      c.var.exchange.notes = unmatchedNotes({ unmatched }, (index) => criteria[index]!.path);
      const invalid = unmatched.map((place) => criteria[place]!).filter((its) => its.isListed);
      return c.json(
        {
          users: users.map((user) => profileExportJson(user, fields)),
          ...(invalid.length > 0 && { invalid_user_ids: invalid.map((its) => its.sent) }),
          message: 'success',
        },
        201,
      );
    },
  );
}
