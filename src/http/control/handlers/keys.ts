import { dataImportKeyJson, type keyEndpoints, restApiKeyJson } from '../../../wire/control/keys.js';
import { listJson } from '../../../wire/control/pages.js';
import type { Handlers } from '../handler.js';
import { pageOfWhole } from '../short-list.js';

/** A workspace's data import keys, which are invalidated but stay listed, and its REST API keys, which go away. */
export const keyHandlers = {
  listDataImportKeys({ emulator, workspace, params, query }) {
    const { dataImportKeys } = emulator.getPartnerOf(workspace, params.partner);
    return listJson('data_import_keys', pageOfWhole(dataImportKeys, query), dataImportKeyJson);
  },
  createDataImportKey: ({ emulator, workspace, params, body }) =>
    dataImportKeyJson(emulator.createDataImportKey(workspace, params.partner, body.key)),
  invalidateDataImportKey: ({ emulator, workspace, params }) =>
    emulator.invalidateDataImportKey(workspace, params.partner, params.key),
  listRestApiKeys: ({ emulator, workspace, query }) =>
    listJson('rest_api_keys', pageOfWhole(emulator.listRestKeys(workspace), query), restApiKeyJson),
  createRestApiKey: ({ emulator, workspace, body }) =>
    restApiKeyJson(emulator.createRestKey(workspace, body)),
  deleteRestApiKey: ({ emulator, workspace, params }) => emulator.deleteRestKey(workspace, params.key),
} satisfies Handlers<typeof keyEndpoints>;
