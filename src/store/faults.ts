import type { Fault, FaultEffect, FaultMatch, NewFault } from '../domain/fault.js';
import type { Database } from './database.js';
import { readJson } from './read-json.js';

interface FaultRow {
  fault: number;
  id: string;
  match: string;
  steps: string;
  is_sequence: number;
  skip: number;
  times: number | null;
  probability: number;
  matched: number;
  struck: number;
}

export function insertFault(database: Database, workspace: number, id: string, fault: NewFault): Fault {
  const number = database.insert(
    `INSERT INTO faults (workspace, id, match, steps, is_sequence, skip, times, probability, matched, struck)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
    workspace,
    id,
    JSON.stringify(fault.match),
    JSON.stringify(fault.steps),
    fault.isSequence ? 1 : 0,
    fault.skip,
    fault.times,
    fault.probability,
  );
  return { ...fault, number, id, matched: 0, struck: 0 };
}

export function updateFaultCounts(
  database: Database,
  fault: Fault,
  counts: { matched: number; struck: number },
): void {
  const sql = 'UPDATE faults SET matched = ?, struck = ? WHERE fault = ?';
  database.run(sql, counts.matched, counts.struck, fault.number);
}

export function findFault(database: Database, workspace: number, id: string): Fault | undefined {
  const sql = 'SELECT * FROM faults WHERE workspace = ? AND id = ?';
  const row = database.get<FaultRow>(sql, workspace, id);
  return row && faultOf(row);
}

/** In order of creation, those after `after` only. */
export function listFaults(database: Database, workspace: number, after: number, limit: number): Fault[] {
  const sql = 'SELECT * FROM faults WHERE workspace = ? AND fault > ? ORDER BY fault LIMIT ?';
  return database.all<FaultRow>(sql, workspace, after, limit).map(faultOf);
}

/** Those that are not used up, in order of creation. Their steps, which may be many, are read when they are asked for. */
export function listLiveFaults(database: Database, workspace: number): readonly Fault[] {
  const sql = `SELECT fault, id, match, is_sequence, skip, times, probability, matched, struck FROM faults
    WHERE workspace = ? AND (times IS NULL OR struck < times) ORDER BY fault`;
  return database.remember(`live faults ${workspace}`, () =>
    database.all<Omit<FaultRow, 'steps'>>(sql, workspace).map((row) => ({
      ...headOf(row),
      get steps() {
        return stepsOf(
          database.one<{ steps: string }>('SELECT steps FROM faults WHERE fault = ?', row.fault),
        );
      },
    })),
  );
}

/** What the steps of all of them take, as JSON. */
export function countFaultBytes(database: Database, workspace: number): number {
  const sql = 'SELECT coalesce(sum(octet_length(steps)), 0) AS bytes FROM faults WHERE workspace = ?';
  return database.one<{ bytes: number }>(sql, workspace).bytes;
}

export function countFaults(database: Database, workspace: number): number {
  const sql = 'SELECT count(*) AS count FROM faults WHERE workspace = ?';
  return database.one<{ count: number }>(sql, workspace).count;
}

/** @returns Whether there was one. */
export function deleteFault(database: Database, workspace: number, id: string): boolean {
  return database.run('DELETE FROM faults WHERE workspace = ? AND id = ?', workspace, id) > 0;
}

export function deleteFaults(database: Database, workspace: number): void {
  database.run('DELETE FROM faults WHERE workspace = ?', workspace);
}

function faultOf(row: FaultRow): Fault {
  return { ...headOf(row), steps: stepsOf(row) };
}

function stepsOf({ steps }: Pick<FaultRow, 'steps'>): Fault['steps'] {
  return readJson<(FaultEffect | null)[]>(steps);
}

function headOf(row: Omit<FaultRow, 'steps'>): Omit<Fault, 'steps'> {
  return {
    number: row.fault,
    id: row.id,
    match: readJson<FaultMatch>(row.match),
    isSequence: row.is_sequence === 1,
    skip: row.skip,
    times: row.times,
    probability: row.probability,
    matched: row.matched,
    struck: row.struck,
  };
}
