import type { RequestRecord } from '../../src/domain/journal/request-record.js';
import { workspaceOf } from './control.js';
import type { Answer, TestEmulator } from './emulator.js';

/** The id that an answer carries. */
export function requestId(answer: Answer): string {
  return answer.headers.get('x-request-id')!;
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
type Any = any;

/** The entry of an answer, as the control API shows it in the journal of the workspace. */
export async function entryOf(t: TestEmulator, answer: Answer): Promise<Any> {
  const found = await workspaceOf(t)('GET', `/requests/${requestId(answer)}`);
  if (found.status !== 200) throw new Error(`No entry: ${found.text}`);
  return found.json;
}

/** Ids of the requests that a query finds in the workspace's journal. */
export async function idsOf(t: TestEmulator, query = ''): Promise<string[]> {
  const found = await workspaceOf(t)('GET', `/requests${query}`);
  if (found.status !== 200) throw new Error(found.text);
  return found.json.requests.map((entry: Any) => entry.id);
}

/** A request as it came, before anything is known of it. */
export function aRecord(fields: Partial<RequestRecord> = {}): RequestRecord {
  return {
    id: 'request-1',
    receivedAt: 0,
    method: 'POST',
    path: '/users/track',
    query: '',
    headers: {},
    body: { kind: 'none' },
    notes: [],
    durationMs: 0,
    ...fields,
  };
}
