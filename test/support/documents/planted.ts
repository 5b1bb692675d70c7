import { faultStatuses } from '../../../src/domain/fault.js';
import { isJsonObject, type JsonValue } from '../../../src/domain/json.js';

/** Statuses that Braze has words for, so that the documents have the answer. */
const statusesWithWords: readonly JsonValue[] = [202, ...faultStatuses];

/** Whether an answer is one that a fault made up: not in Braze's words. */
export function isPlanted(exchange: { answer: { status: number }; effect?: JsonValue }): boolean {
  const { effect, answer } = exchange;
  if (!isJsonObject(effect) || effect.status !== answer.status) return false;
  return 'body' in effect || 'content_type' in effect || !statusesWithWords.includes(effect.status);
}
