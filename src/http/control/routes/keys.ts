import { Hono } from 'hono';
import type { Emulator } from '../../../emulator.js';
import { dataImportKeyInput, numberPageQuery } from '../../../wire/control/read.js';
import { dataImportKeyJson, listJson, restApiKeyJson } from '../../../wire/control/views.js';
import { restApiKey } from '../../../wire/control/workspaces.js';
import { readJsonAs, readQueryAs } from '../body.js';
import { addResource } from '../resource.js';
import { pageOfWhole } from '../short-list.js';

/** A workspace's data import keys, which are invalidated but stay listed, and its REST API keys, which go away. */
export function keyRoutes(emulator: Emulator): Hono {
  const app = new Hono();
  addResource(app, '/workspaces/:ws/partners/:partner/data-import-keys', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      const { dataImportKeys } = emulator.getPartnerOf(workspace, c.req.param('partner'));
      return c.json(listJson('data_import_keys', pageOfWhole(dataImportKeys, query), dataImportKeyJson));
    },
    POST: async (c) => {
      const { key } = await readJsonAs(c, dataImportKeyInput);
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      const made = emulator.createDataImportKey(workspace, c.req.param('partner'), key);
      return c.json(dataImportKeyJson(made), 201);
    },
  });
  addResource(app, '/workspaces/:ws/partners/:partner/data-import-keys/:key', {
    DELETE: (c) => {
      const workspace = emulator.getWorkspace(c.req.param('ws'));
      emulator.invalidateDataImportKey(workspace, c.req.param('partner'), c.req.param('key'));
      return c.body(null, 204);
    },
  });
  addResource(app, '/workspaces/:ws/rest-api-keys', {
    GET: (c) => {
      const query = readQueryAs(c, numberPageQuery);
      const keys = emulator.listRestKeys(emulator.getWorkspace(c.req.param('ws')));
      return c.json(listJson('rest_api_keys', pageOfWhole(keys, query), restApiKeyJson));
    },
    POST: async (c) => {
      const input = await readJsonAs(c, restApiKey);
      const made = emulator.createRestKey(emulator.getWorkspace(c.req.param('ws')), input);
      return c.json(restApiKeyJson(made), 201);
    },
  });
  addResource(app, '/workspaces/:ws/rest-api-keys/:key', {
    DELETE: (c) => {
      emulator.deleteRestKey(emulator.getWorkspace(c.req.param('ws')), c.req.param('key'));
      return c.body(null, 204);
    },
  });
  return app;
}
