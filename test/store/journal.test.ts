import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { JournalEntry } from '../../src/domain/journal/journal.js';
import { Database } from '../../src/store/database.js';
import {
  clearJournal,
  deleteJournalEntry,
  getEviction,
  insertJournalEntry,
  type JournalLimits,
  journalLimits,
  listJournalEntries,
} from '../../src/store/journal.js';
import { runs } from '../support/properties/property-runs.js';

const plenty: JournalLimits = { entriesMax: 1_000, bytesMax: 1e9, allBytesMax: 1e9 };

function openDatabase(): Database {
  const database = Database.open();
  onTestFinished(() => database.close());
  return database;
}

function anEntry(id: string, body = ''): JournalEntry {
  return {
    id,
    at: Number(id) * 1_000,
    receivedAt: 0,
    method: 'POST',
    path: '/users/track',
    workspaceId: null,
    partner: null,
    cohortId: null,
    request: { headers: {}, body },
    response: null,
    durationMs: 1,
    fault: null,
    decision: { kind: 'accepted', notes: [] },
    outcome: null,
  };
}

const idsIn = (database: Database, owner: number | null) =>
  listJournalEntries(database, owner, {}, { limit: 1_000 }).map(({ entry }) => entry.id);

test('a journal that is full keeps its latest entries, and says how many had to go and until when', () => {
  const database = openDatabase();
  const limits = { ...plenty, entriesMax: 3 };
  for (const id of ['1', '2', '3']) insertJournalEntry(database, 7, true, anEntry(id), limits);
  expect(getEviction(database, 7)).toEqual({ count: 0, position: null, until: null });
  for (const id of ['4', '5']) insertJournalEntry(database, 7, true, anEntry(id), limits);
  expect(idsIn(database, 7)).toEqual(['3', '4', '5']);
  expect(getEviction(database, 7)).toEqual({ count: 2, position: 2, until: 2_000 });
});

test('a journal is bounded by its bytes too, both sides of the limit', () => {
  const database = openDatabase();
  insertJournalEntry(database, 7, true, anEntry('1', 'x'.repeat(1_000)), plenty);
  const { bytes } = database.get<{ bytes: number }>('SELECT bytes FROM journals')!;
  const limits = { ...plenty, bytesMax: 2 * bytes };
  insertJournalEntry(database, 7, true, anEntry('2', 'x'.repeat(1_000)), limits);
  expect(getEviction(database, 7).count).toBe(0);
  insertJournalEntry(database, 7, true, anEntry('3', 'x'.repeat(1_001)), limits);
  expect(idsIn(database, 7)).toEqual(['3']);
  expect(getEviction(database, 7).count).toBe(2);
});

test('all journals together are bounded: the oldest entry goes, whosever it is', () => {
  const database = openDatabase();
  insertJournalEntry(database, 7, true, anEntry('1', 'x'.repeat(1_000)), plenty);
  const { bytes } = database.get<{ bytes: number }>('SELECT bytes FROM journal_total')!;
  const limits = { ...plenty, allBytesMax: 2 * bytes };
  for (const [index, workspace] of [8, 9, 7].entries()) {
    insertJournalEntry(database, workspace, true, anEntry(String(index + 2), 'x'.repeat(1_000)), limits);
  }
  expect([7, 8, 9].map((workspace) => idsIn(database, workspace))).toEqual([['4'], [], ['3']]);
  expect([7, 8, 9].map((workspace) => getEviction(database, workspace).count)).toEqual([1, 1, 0]);
});

test("what goes from a workspace's journal is missing from the server's when it was not let in", () => {
  const database = openDatabase();
  const limits = { ...plenty, entriesMax: 1 };
  insertJournalEntry(database, 7, false, anEntry('1'), limits);
  expect(idsIn(database, null)).toEqual(['1']);
  insertJournalEntry(database, 7, true, anEntry('2'), limits);
  expect(getEviction(database, null)).toEqual({ count: 1, position: 1, until: 1_000 });
  insertJournalEntry(database, 7, true, anEntry('3'), limits);
  expect([getEviction(database, null).count, getEviction(database, 7).count]).toEqual([1, 2]);
});

test('clearing a journal forgets what had to go before', () => {
  const database = openDatabase();
  const limits = { ...plenty, entriesMax: 1 };
  for (const id of ['1', '2', '3']) insertJournalEntry(database, 0, false, anEntry(id), limits);
  clearJournal(database, null);
  expect(idsIn(database, null)).toEqual([]);
  expect(getEviction(database, null)).toEqual({ count: 0, position: null, until: null });
});

test('a position is never given twice, also when the last entry was deleted', () => {
  const database = openDatabase();
  insertJournalEntry(database, 7, true, anEntry('1'), plenty);
  deleteJournalEntry(database, 1);
  insertJournalEntry(database, 7, true, anEntry('2'), plenty);
  expect(
    listJournalEntries(database, 7, {}, { after: 1, limit: 10 }).map(({ position }) => position),
  ).toEqual([2]);
});

test('two entries with one id, as a seeded restart makes them, are two entries', () => {
  const database = openDatabase();
  for (let count = 0; count < 2; count++) insertJournalEntry(database, 7, true, anEntry('1'), plenty);
  expect(idsIn(database, 7)).toEqual(['1', '1']);
});

test('the limits are those that the guide names', () => {
  expect(journalLimits).toEqual({ entriesMax: 10_000, bytesMax: 67_108_864, allBytesMax: 268_435_456 });
});

test('whatever is added, evicted and deleted, sizes are those of what is there', () => {
  const aStep = fc.record({
    kind: fc.constantFrom('add', 'add', 'add', 'delete', 'clear'),
    workspace: fc.constantFrom(0, 1, 2),
    isLetIn: fc.boolean(),
    length: fc.nat(2_000),
    position: fc.nat(30),
  });
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 30 }), (steps) => {
      const database = Database.open();
      const limits = { entriesMax: 5, bytesMax: 6_000, allBytesMax: 9_000 };
      for (const [index, step] of steps.entries()) {
        const isLetIn = step.isLetIn && step.workspace !== 0;
        const entry = anEntry(String(index), 'x'.repeat(step.length));
        if (step.kind === 'add') insertJournalEntry(database, step.workspace, isLetIn, entry, limits);
        else if (step.kind === 'delete') deleteJournalEntry(database, step.position);
        else clearJournal(database, step.workspace === 0 ? null : step.workspace);
      }
      const counted = database.all(
        `SELECT workspace, count(*) AS entry_count, sum(bytes) AS bytes FROM journal_entries
         GROUP BY workspace ORDER BY workspace`,
      );
      const kept =
        'SELECT workspace, entry_count, bytes FROM journals WHERE entry_count > 0 ORDER BY workspace';
      expect(database.all(kept)).toEqual(counted);
      const total = database.get<{ bytes: number }>('SELECT bytes FROM journal_total')!.bytes;
      expect(total).toBe((counted as { bytes: number }[]).reduce((sum, its) => sum + its.bytes, 0));
      expect(total).toBeLessThanOrEqual(limits.allBytesMax);
      database.close();
    }),
    runs(30),
  );
});
