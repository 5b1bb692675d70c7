import { isBodiless, type PlantedBody } from './fault.js';
import { plantedBodyBytesMax, plantedHeaderLengthMax } from './limits.js';

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

/** What is wrong with a header. */
export function headerProblem(name: string, value: string): string | undefined {
  if (!/^[\w!#$%&'*+.^`|~-]{1,256}$/.test(name)) return 'is no name of a header';
  return refusedHeaders.get(name.toLowerCase()) ?? valueProblem(value);
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

/** A media type, perhaps with parameters. */
export const mediaTypePattern = /^[\w.+-]+\/[\w.+-]+( ?; ?[\w-]+=("[\w .-]+"|[\w.-]+))*$/;
