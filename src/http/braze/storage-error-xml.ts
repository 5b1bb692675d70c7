import type { JsonObject } from '../../domain/json.js';

/** An error of object storage in its own form. [inferred] from that of Amazon S3, which the error codes are of. */
export function storageErrorXml(fields: JsonObject): string {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${elements.join('')}</Error>`;
}
