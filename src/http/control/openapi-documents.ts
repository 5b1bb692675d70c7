import type { Context } from 'hono';
import type { JsonObject } from '../../domain/json.js';
import { readPackageFile } from '../../platform/package-file.js';
import { controlBasePath } from '../../wire/control/endpoint.js';
import { requestOrigin } from '../request-host.js';

/** Where the paths of a surface begin. */
const basePaths = { braze: '', control: controlBasePath };

/**
 * Answers with the OpenAPI document of a surface, as the package has it, for the server that was asked.
 *
 * It is read each time: hardly anybody asks twice, and nobody should keep it in memory who does not ask.
 */
export async function sendOpenApi(c: Context, surface: 'braze' | 'control'): Promise<Response> {
  const document: JsonObject = JSON.parse(await readPackageFile(`openapi/${surface}.openapi.json`));
  const url = requestOrigin(c) + basePaths[surface];
  return c.json({ ...document, servers: [{ url }] });
}
