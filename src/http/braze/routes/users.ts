import { Hono } from 'hono';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { RestPermission } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { unmatchedNotes } from '../../../wire/braze/notes.js';
import { choosesLightFields, readExport } from '../../../wire/braze/users/export.js';
import { profileExportJson } from '../../../wire/braze/users/exported-profile.js';
import {
  readRemovals,
  readRenames,
  removalsJson,
  renamesJson,
} from '../../../wire/braze/users/external-ids.js';
import {
  readAliasUpdates,
  readDelete,
  readIdentify,
  readNewAliases,
} from '../../../wire/braze/users/identify.js';
import { readMergeUpdates } from '../../../wire/braze/users/merge.js';
import { accept, refuseUnknownFields } from '../accept.js';
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
      accept(emulator, c, 'identifyUsers', request);
      // Entries received, matched or not, by e-mail and phone too. [client: braze_ruby recording], the latter [inferred]
      return c.json({ aliases_processed: request.identifications.length, message: 'success' }, 201);
    })
    .post('/users/alias/new', ...shared('users.alias.new'), (c) => {
      const aliases = readNewAliases(c.var.body);
      accept(emulator, c, 'createAliases', aliases);
      return c.json({ aliases_processed: aliases.length, message: 'success' }, 201);
    })
    .post('/users/alias/update', ...shared('users.alias.update'), (c) => {
      accept(emulator, c, 'updateAliases', readAliasUpdates(c.var.body));
      return c.json({ message: 'success' }, 201);
    })
    .post('/users/merge', ...shared('users.merge'), (c) => {
      accept(emulator, c, 'mergeUsers', readMergeUpdates(c.var.body));
      return c.json({ message: 'success' }, 202);
    })
    .post('/users/delete', ...shared('users.delete'), (c) => {
      const targets = readDelete(c.var.body);
      const deletions = targets.map(({ reference, path }) => ({ reference, path }));
      const { unmatched } = accept(emulator, c, 'deleteUsers', deletions);
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
        const outcome = accept(emulator, c, 'renameExternalIds', readRenames(c.var.body));
        return c.json(renamesJson(outcome), 201);
      },
    )
    .post(
      '/users/external_ids/remove',
      ...restEndpoint(emulator, 'users.external_ids.remove', remove),
      (c) => {
        const outcome = accept(emulator, c, 'removeExternalIds', readRemovals(c.var.body));
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
      refuseUnknownFields(c, 'exportUsers');
      const { users, unmatched } = emulator.exportUsers(
        c.var.access.workspace,
        criteria.map((its) => its.criterion),
      );
      c.var.exchange.notes = unmatchedNotes(unmatched.map((place) => criteria[place]!.path));
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
