import { z } from 'zod';
import { isBodiless, type PlantedBody } from '../../../domain/fault.js';
import { plantedBodyBytesMax, plantedHeaderLengthMax, plantedHeadersMax } from '../../../domain/limits.js';
import { jsonObject } from '../values.js';

// What an answer that a fault plants may be made of: what any server could send.

/** Headers that are about a connection or the length of a body (RFC 9110, 7.6.1), and ours. */
const refusedHeaders = new Map([
  ...[
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
  ].map((name): [string, string] => [name, 'is about the connection; see close and cut_after_bytes']),
  ['content-length', 'follows from the body; see cut_after_bytes'],
  ['content-type', 'has a field of its own: content_type'],
  ['x-request-id', 'is the id by which the journal has the request'],
]);

/** Headers by name, each with one value. */
export const plantedHeaders = jsonObject
  .transform((its, context): Record<string, string> => {
    const entries = Object.entries(its);
    const refuse = (path: string[], message: string) => {
      context.issues.push({ code: 'custom', input: its, path, message });
      return z.NEVER;
    };
    if (entries.length > plantedHeadersMax) return refuse([], `at most ${plantedHeadersMax} headers`);
    const headers: [string, string][] = [];
    for (const [name, value] of entries) {
      if (typeof value !== 'string') return refuse([name], 'expected a text');
      const problem = nameProblem(name) ?? valueProblem(value);
      if (problem !== undefined) return refuse([name], problem);
      headers.push([name, value]);
    }
    return Object.fromEntries(headers);
  })
  .meta({ type: 'object', additionalProperties: { type: 'string' } })
  .describe('By name, each with one value; without those that are about the connection.');

function nameProblem(name: string): string | undefined {
  if (!/^[\w!#$%&'*+.^`|~-]{1,256}$/.test(name)) return 'is no name of a header';
  return refusedHeaders.get(name.toLowerCase());
}

function valueProblem(value: string): string | undefined {
  if (value.length > plantedHeaderLengthMax) return `expected at most ${plantedHeaderLengthMax} characters`;
  // Node sends no others.
  return /^[\x20-\x7e\xa0-\xff]*$/.test(value)
    ? undefined
    : 'expected no control characters and none beyond U+00FF';
}

/** What is wrong with a body for an answer with this status. */
export function bodyProblem(body: PlantedBody, status: number): string | undefined {
  const text = 'text' in body ? body.text : JSON.stringify(body.json);
  if (isBodiless(status) && text !== '') return `an answer with status ${status} has no body`;
  const bytes = new TextEncoder().encode(text).byteLength;
  return bytes > plantedBodyBytesMax ? `expected at most ${plantedBodyBytesMax} bytes` : undefined;
}
