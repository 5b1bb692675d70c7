// What the two OpenAPI documents say that can be asked.
import { readFileSync } from 'node:fs';

const bases = { braze: '', control: '/_emulator/v1' };

/**
 * @typedef {object} Operation
 * @property {string} surface
 * @property {string} method
 * @property {string} path  With its parameters in braces, and where the surface begins.
 * @property {object[]} query  Its query parameters.
 * @property {{ type: string, schema: object, examples: unknown[], required: boolean }[]} bodies
 * @property {Set<string>} statuses  That its document has; `default` for any.
 * @property {(schema: object) => object} resolve  Follows a reference.
 * @property {boolean} isUnbuilt  Answered 501: Braze has it and the emulator does not.
 */

/** @returns {Operation[]} */
export function readOperations() {
  return Object.keys(bases).flatMap((surface) => {
    const document = JSON.parse(
      readFileSync(new URL(`../../../../openapi/${surface}.openapi.json`, import.meta.url), 'utf8'),
    );
    const resolve = (schema) =>
      schema?.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1)];
    const built = Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([verb, its]) => operationOf(surface, verb, path, its, resolve)),
    );
    const unbuilt = (document['x-not-built'] ?? []).map(({ verb, path }) => ({
      ...operationOf(surface, verb, path, { responses: { 501: {}, 400: {} } }, resolve),
      isUnbuilt: true,
    }));
    return [...built, ...unbuilt];
  });
}

function operationOf(surface, verb, path, { parameters = [], requestBody, responses }, resolve) {
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, { schema = {}, examples = {} }]) => ({
    type,
    schema,
    examples: Object.values(examples).map(({ value }) => value),
  }));
  return {
    surface,
    method: verb.toUpperCase(),
    path: bases[surface] + path,
    query: parameters.filter((its) => its.in === 'query'),
    bodies,
    statuses: new Set(Object.keys(responses)),
    resolve,
    isUnbuilt: false,
  };
}
