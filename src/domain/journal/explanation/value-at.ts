import type { JsonValue } from '../../json.js';
import { follow, stepsOf } from '../../json-path.js';
import type { RequestRecord } from '../request-record.js';

/** What stands at a path of a decision: in the body, or with `headers.` or `query.` before it there. */
export function valueAt({ headers, query, body }: RequestRecord, path: string): JsonValue | undefined {
  const [place, ...names] = path.split('.');
  const name = names.join('.');
  if (place === 'headers' && name !== '') return headers[name];
  if (place === 'query' && name !== '') return new URLSearchParams(query).get(name) ?? undefined;
  return body.kind === 'json' ? follow(body.value, stepsOf(path)) : undefined;
}
