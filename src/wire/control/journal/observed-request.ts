import type { ObservedRequest } from '../../../domain/contract/judged-request.js';
import type { JournalEntry } from '../../../domain/journal/journal.js';
import { requestFacts } from './expectations.js';

/** What rules of the contract see of an entry of the journal. */
export function observedRequest(entry: JournalEntry): ObservedRequest {
  const { id, at, receivedAt, durationMs, method, path, request, response, outcome } = entry;
  const queryAt = path.indexOf('?');
  return {
    id,
    at,
    receivedAt,
    durationMs,
    method,
    path: queryAt === -1 ? path : path.slice(0, queryAt),
    query: queryAt === -1 ? '' : path.slice(queryAt),
    headers: request.headers,
    body: request.body,
    answer: response,
    outcome,
    facts: requestFacts(entry),
  };
}
