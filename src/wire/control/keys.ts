import { z } from 'zod';
import { isoTime } from '../../domain/time/time.js';
import { type DataImportKey, type RestApiKey, restPermissions } from '../../domain/workspaces/workspace.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { controlEndpoint } from './endpoint.js';
import { pageAnswer, pageQuery } from './pages.js';
import { answeredTime } from './values.js';

export const key = z.string().min(1).max(256).describe('Left out, a key is made.');

const permission = z
  .enum(restPermissions)
  .meta({ id: 'rest_permission', description: 'A permission of a REST API key.' });

/** A REST API key to make. */
export const restApiKeyInput = z.strictObject({
  key: key.optional(),
  permissions: z.array(permission).optional().describe('Left out, all.'),
});

const dataImportKeyInput = lazySchema(() => z.strictObject({ key: key.optional() }));

export const dataImportKeyAnswer = lazySchema(() =>
  z
    .strictObject({
      key: z.string().describe('`client_secret` of a cohort request.'),
      state: z.enum(['active', 'invalidated']),
      created_at: answeredTime,
    })
    .meta({
      id: 'data_import_key',
      description: 'A data import key: what a partner sends as `client_secret`.',
    }),
);

export const restApiKeyAnswer = lazySchema(() =>
  z
    .strictObject({ key: z.string(), permissions: z.array(permission) })
    .meta({ id: 'rest_api_key', description: 'A REST API key with its permissions.' }),
);

export function dataImportKeyJson(key: DataImportKey): Wire<typeof dataImportKeyAnswer> {
  return { key: key.key, state: key.state, created_at: isoTime(key.createdAt) };
}

export function restApiKeyJson(key: RestApiKey): Wire<typeof restApiKeyAnswer> {
  return { key: key.key, permissions: key.permissions };
}

const dataImportKeysAnswer = lazySchema(() =>
  pageAnswer({ data_import_keys: z.array(dataImportKeyAnswer()) }),
);
const restApiKeysAnswer = lazySchema(() => pageAnswer({ rest_api_keys: z.array(restApiKeyAnswer()) }));

export const keyEndpoints = {
  listDataImportKeys: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/partners/{partner}/data-import-keys',
    summary: 'Lists the data import keys of a partner, invalidated ones too.',
    query: pageQuery,
    answer: { status: 200, body: dataImportKeysAnswer },
    refusals: ['partner_not_found'],
  }),
  createDataImportKey: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/partners/{partner}/data-import-keys',
    summary: 'Creates a data import key, which opens the workspace to the partner.',
    body: dataImportKeyInput,
    answer: { status: 201, body: dataImportKeyAnswer },
    refusals: ['partner_not_found', 'key_in_use'],
  }),
  invalidateDataImportKey: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/partners/{partner}/data-import-keys/{key}',
    summary: 'Invalidates a data import key. It stays in the list.',
    answer: { status: 204 },
    refusals: ['partner_not_found', 'key_not_found'],
  }),
  listRestApiKeys: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/rest-api-keys',
    summary: 'Lists the REST API keys of a workspace.',
    query: pageQuery,
    answer: { status: 200, body: restApiKeysAnswer },
  }),
  createRestApiKey: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/rest-api-keys',
    summary: 'Creates a REST API key with the permissions it is given.',
    body: () => restApiKeyInput,
    answer: { status: 201, body: restApiKeyAnswer },
    refusals: ['key_in_use'],
  }),
  deleteRestApiKey: controlEndpoint({
    verb: 'DELETE',
    path: '/workspaces/{ws}/rest-api-keys/{key}',
    summary: 'Deletes a REST API key.',
    answer: { status: 204 },
    refusals: ['key_not_found'],
  }),
};
