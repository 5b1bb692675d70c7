import type { JournalFilter } from '../domain/journal/request-match.js';
import type { SqlValue } from './sql.js';

/**
 * Whose journal: a workspace's number, or `null` for the server's own, which has every request that was not let into a
 * workspace. One whose keys name a workspace all the same is in both.
 */
export type JournalOwner = number | null;

/** What a query of the table `journal_entries j` is held to. */
interface Conditions {
  sql: string;
  parameters: SqlValue[];
}

export function ownedBy(owner: JournalOwner): Conditions {
  return owner === null
    ? { sql: 'j.is_let_in = 0', parameters: [] }
    : { sql: 'j.workspace = ?', parameters: [owner] };
}

/** Of an accepted request: whether one of its notes is of a rule. */
const hasNote = `j.rule IS NULL AND EXISTS
  (SELECT 1 FROM json_each(j.content, '$.decision.notes') note WHERE note.value ->> 'rule' = ?)`;

/** Looking for the text first spares reading the JSON of most entries. */
const hasNotes = `instr(j.content, '"notes":[{') > 0 AND json_array_length(j.content, '$.decision.notes') > 0`;

/** Of a request to change the members of a cohort: whether it changed any. */
const membersChanged = "(j.tally ->> '$.added') + (j.tally ->> '$.removed')";

/** The conditions of `isMatch`, which test/properties/journal-filter.test.ts holds them to, in SQL; and those of a list alone. */
export function conditionsOf(owner: JournalOwner, filter: JournalFilter): Conditions {
  const { sql, parameters } = ownedBy(owner);
  const terms = [sql];
  const add = (term: string, ...values: SqlValue[]) => {
    terms.push(term);
    parameters.push(...values);
  };
  if (filter.route !== undefined) add('is_on_route(?, j.route)', filter.route);
  if (filter.method !== undefined) add('j.method = ?', filter.method.toUpperCase());
  if (typeof filter.status === 'number') add('j.status = ?', filter.status);
  else if (filter.status !== undefined) add('j.status / 100 = ?', Number(filter.status[0]));
  if (filter.partner !== undefined) add('j.partner = ?', filter.partner.toLowerCase());
  if (filter.cohortId !== undefined) add('j.cohort_id = ?', filter.cohortId);
  if (filter.decision === 'accepted') add('j.rule IS NULL');
  else if (filter.decision === 'refused') add('j.rule IS NOT NULL');
  if (filter.rule !== undefined) add(`(j.rule = ? OR ${hasNote})`, filter.rule, filter.rule);
  if (filter.since !== undefined) add('j.at >= ?', filter.since);
  if (filter.until !== undefined) add('j.at < ?', filter.until);
  if (filter.hasNotes !== undefined) add(filter.hasNotes ? hasNotes : `NOT (${hasNotes})`);
  if (filter.hasChanged !== undefined) add(`${membersChanged} ${filter.hasChanged ? '>' : '='} 0`);
  if (filter.text !== undefined) {
    // In content every text stands as JSON writes it.
    const written = JSON.stringify(filter.text).slice(1, -1);
    add('(instr(j.content, ?) > 0 OR instr(j.route, ?) > 0 OR j.id = ?)', written, filter.text, filter.text);
  }
  return { sql: terms.join(' AND '), parameters };
}
