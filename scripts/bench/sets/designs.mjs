// How cohort members could be kept, each on SQLite with better-sqlite3 alone, so that the reason for the design that was
// built can be measured again: bits in blocks of 65,536 profiles rather than a row for each membership.
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { measure } from '../rounds.mjs';
import { externalIdOf, randomIds } from '../world.mjs';

export const title = 'Designs';
export const about =
  'How cohort members could be kept, on SQLite alone and in a file: batches of 1,000 random external ids, one transaction each.';

const profilesPerBlock = 65_536;
const wordsPerBlock = profilesPerBlock / 32;
const idsPerBatch = 1_000;
const batchesPerRun = 50;
const cohorts = [0, 1];
/** Cohorts that only `A and not B` reads: two thirds of the profiles, and half of them. */
const [cohortA, cohortB] = [2, 3];

export default function designs({ sizes: [, profiles], rounds }, place) {
  const database = openFilled(profiles, place);
  const { rows, blocks } = storesOf(database);
  const findEach = eachLookup(database);
  const findAll = arrayLookup(database);
  fillExpression(database, profiles, [rows, blocks]);
  const design = (by, find, store) => ({
    by,
    run(batches) {
      const write = database.transaction((ids, index) => store.add(cohorts[index % 2], find(ids)));
      for (const [index, ids] of batches.entries()) write(ids, index);
    },
  });
  const size = `${profiles.toLocaleString('en')} profiles`;
  const changes = {
    name: `${size}: memberships`,
    unit: 'identifiers/s',
    amount: batchesPerRun * idsPerBatch,
    prepare: () => Array.from({ length: batchesPerRun }, () => randomIds(idsPerBatch, profiles)),
    contenders: [
      design('a query per id, rows', findEach, rows),
      design('a query per id, blocks', findEach, blocks),
      design('one array of numbers, blocks', findAll, blocks),
    ],
  };
  const expression = {
    name: `${size}: A and not B`,
    unit: 'ms',
    contenders: [
      { by: 'a query per id, rows', run: () => void rows.countWithout(cohortA, cohortB) },
      { by: 'one array of numbers, blocks', run: () => void blocks.countWithout(cohortA, cohortB) },
    ],
  };
  return measure([changes, expression], rounds);
}

function openFilled(profiles, { folder, atEnd }) {
  const database = new Sqlite(join(folder, 'designs.db'));
  atEnd(() => database.close());
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(`
    CREATE TABLE profiles (number INTEGER PRIMARY KEY, external_id TEXT UNIQUE);
    CREATE TABLE memberships (cohort INTEGER, profile INTEGER, PRIMARY KEY (cohort, profile)) WITHOUT ROWID;
    CREATE TABLE blocks (cohort INTEGER, block INTEGER, bits BLOB, PRIMARY KEY (cohort, block)) WITHOUT ROWID;`);
  const insert = database.prepare('INSERT INTO profiles VALUES (?, ?)');
  database.transaction(() => {
    for (let number = 0; number < profiles; number++) insert.run(number, externalIdOf(number));
  })();
  return database;
}

/** Finds the numbers of ids by a query for each. */
function eachLookup(database) {
  const find = database.prepare('SELECT number FROM profiles WHERE external_id = ?').pluck();
  return (ids) => ids.map((id) => find.get(id));
}

/** Finds the numbers of ids by one query, which returns them as one JSON array: a row for each id takes longer. */
function arrayLookup(database) {
  // The left side of a LEFT JOIN is the outer loop: without, SQLite would scan all profiles.
  const sql = `SELECT json_group_array(p.number) FROM json_each(?) j
    LEFT JOIN profiles p ON p.external_id = j.value`;
  const find = database.prepare(sql).pluck();
  return (ids) => JSON.parse(find.get(JSON.stringify(ids)));
}

/** The two ways to keep members. */
function storesOf(database) {
  return { rows: rowStore(database), blocks: blockStore(database) };
}

function rowStore(database) {
  const insert = database.prepare('INSERT OR IGNORE INTO memberships VALUES (?, ?)');
  const count = database
    .prepare(
      `SELECT count(*) FROM memberships a WHERE a.cohort = ? AND NOT EXISTS
         (SELECT 1 FROM memberships b WHERE b.cohort = ? AND b.profile = a.profile)`,
    )
    .pluck();
  return {
    add(cohort, numbers) {
      for (const number of numbers) insert.run(cohort, number);
    },
    countWithout: (a, b) => count.get(a, b),
  };
}

function blockStore(database) {
  const find = database.prepare('SELECT bits FROM blocks WHERE cohort = ? AND block = ?').pluck();
  const list = database.prepare('SELECT block, bits FROM blocks WHERE cohort = ?').raw();
  const save = database.prepare('INSERT OR REPLACE INTO blocks VALUES (?, ?, ?)');
  return {
    add(cohort, numbers) {
      const changed = new Map();
      for (const number of numbers) {
        const index = Math.floor(number / profilesPerBlock);
        if (!changed.has(index)) changed.set(index, wordsOf(find.get(cohort, index)));
        changed.get(index)[(number % profilesPerBlock) >>> 5] |= 1 << (number & 31);
      }
      for (const [index, words] of changed) save.run(cohort, index, Buffer.from(words.buffer));
    },
    countWithout(a, b) {
      const removed = new Map(list.all(b));
      let count = 0;
      for (const [index, bits] of list.all(a)) {
        const words = wordsOf(bits);
        const others = wordsOf(removed.get(index));
        for (let word = 0; word < wordsPerBlock; word++) count += bitsIn(words[word] & ~others[word]);
      }
      return count;
    },
  };
}

function wordsOf(bits) {
  const words = new Uint32Array(wordsPerBlock);
  if (bits !== undefined) new Uint8Array(words.buffer).set(bits);
  return words;
}

function bitsIn(word) {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function fillExpression(database, profiles, stores) {
  const numbers = Array.from({ length: profiles }, (_, number) => number);
  database.transaction(() => {
    for (const store of stores) {
      store.add(
        cohortA,
        numbers.filter((number) => number % 3 !== 0),
      );
      store.add(
        cohortB,
        numbers.filter((number) => number % 2 === 0),
      );
    }
  })();
  const [byRows, byBlocks] = stores.map((store) => store.countWithout(cohortA, cohortB));
  if (byRows !== byBlocks) throw new Error(`Rows count ${byRows}, blocks ${byBlocks}`);
}
