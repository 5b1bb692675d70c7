import type { Decision, JournalEntry } from '../../domain/journal/journal.js';
import { KeyFinder } from '../../domain/journal/key-finder.js';
import { placedKeys } from '../../domain/journal/placed-keys.js';
import { redactEntry } from '../../domain/journal/redaction.js';
import type { RequestRecord } from '../../domain/journal/request-record.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import { learnKeys } from './known-keys.js';
import { entryOf, insertEntry } from './record-request.js';

/**
 * Writes a request that was recorded elsewhere into the journal of a workspace, with its own times and answer, and without
 * any key: neither ours, nor one that stands in a place for keys in any of the records.
 *
 * @param records  All that were recorded, in the order of their arrival.
 * @returns The entries as written.
 */
export function recordExchanges(
  context: Context,
  workspace: Workspace,
  records: readonly { record: RequestRecord; decision: Decision }[],
): JournalEntry[] {
  const known = learnKeys(context);
  const strangers = new KeyFinder();
  for (const { record } of records) {
    for (const { value } of placedKeys(record)) if (!known.has(value)) strangers.addStranger(value);
  }
  return records.map(({ record, decision }) => {
    const at = record.enteredAt ?? record.receivedAt;
    const clean = redactEntry({ ...entryOf(record, at, workspace), decision }, [known, strangers]);
    return insertEntry(context, { record, workspace, isLetIn: true }, clean);
  });
}
