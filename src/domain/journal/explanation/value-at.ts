import type { JsonValue } from '../../json.js';
import { follow, stepsOf } from '../../json-path.js';
import type { RequestRecord } from '../request-record.js';

/** What stands at a path of a decision: in the body, or with `headers.` or `query.` before it there. */
export function valueAt({ headers, query, body }: RequestRecord, path: string): JsonValue | undefined {
  if (path.startsWith('headers.')) return headers[path.slice('headers.'.length)];
  if (path.startsWith('query.')) {
    return new URLSearchParams(query).get(path.slice('query.'.length)) ?? undefined;
  }
  return body.kind === 'json' ? follow(body.value, stepsOf(path)) : undefined;
}
