import { invariant } from '../domain/errors.js';
import {
  type Block,
  blockOf,
  blockSize,
  byteOf,
  emptyBlock,
  hasBit,
  type ProfileSet,
  setBit,
  union,
} from '../domain/profile-set.js';
import type { Database } from './database.js';

/**
 * What a set is of: everyone in the workspace, the members of a cohort, the receivers of a send or campaign, whom a running
 * export is of.
 */
export type ProfileSetKind = 'everyone' | 'cohort' | 'receivers' | 'export';

/** Makes an empty set and returns its number. */
export function insertProfileSet(database: Database, workspace: number, kind: ProfileSetKind): number {
  return database.insert('INSERT INTO profile_sets (workspace, kind) VALUES (?, ?)', workspace, kind);
}

export function deleteProfileSet(database: Database, profileSet: number): void {
  database.run('DELETE FROM profile_sets WHERE profile_set = ?', profileSet);
}

export function findProfileSet(database: Database, profileSet: number): ProfileSet {
  const rows = database.all<{ block: number; bits: Buffer }>(
    'SELECT block, bits FROM profile_set_blocks WHERE profile_set = ?',
    profileSet,
  );
  return new Map(rows.map((row) => [row.block, decode(row.bits)]));
}

export function isInProfileSet(database: Database, profileSet: number, profileNumber: number): boolean {
  const block = findBlock(database, profileSet, blockOf(profileNumber));
  return block !== undefined && hasBit(block.bits, profileNumber);
}

/**
 * Puts each profile in (`true`) or out (`false`) and writes back the blocks that differ afterwards.
 *
 * @returns How many entered and how many left, those who were already as asked, and of each, in order, whether it was not
 * (1).
 */
export function changeProfileSet(
  database: Database,
  profileSet: number,
  changes: ReadonlyMap<number, boolean>,
): { entered: number; left: number; unchanged: number[]; isChanged: Uint8Array } {
  const blocks = new Map<number, SizedBlock & { isChanged: boolean }>();
  let entered = 0;
  let left = 0;
  const unchanged: number[] = [];
  const isChanged = new Uint8Array(changes.size);
  let index = -1;
  for (const [profileNumber, shouldBeIn] of changes) {
    index++;
    const number = blockOf(profileNumber);
    let block = blocks.get(number);
    if (block === undefined) {
      const stored = findBlock(database, profileSet, number) ?? { bits: emptyBlock(), size: 0 };
      blocks.set(number, (block = { ...stored, isChanged: false }));
    }
    if (hasBit(block.bits, profileNumber) === shouldBeIn) {
      unchanged.push(profileNumber);
      continue;
    }
    setBit(block.bits, profileNumber, shouldBeIn);
    block.isChanged = true;
    block.size += shouldBeIn ? 1 : -1;
    isChanged[index] = 1;
    if (shouldBeIn) entered++;
    else left++;
  }
  for (const [number, block] of blocks) if (block.isChanged) saveBlock(database, profileSet, number, block);
  return { entered, left, unchanged, isChanged };
}

/** Puts every profile of `added` in, block by block. */
export function addToProfileSet(database: Database, profileSet: number, added: ProfileSet): void {
  const present = findProfileSet(database, profileSet);
  for (const [index, block] of union([present, added])) {
    if (added.has(index)) saveBlock(database, profileSet, index, { bits: block, size: blockSize(block) });
  }
}

/** The sets of a workspace that hold the profile. */
export function listProfileSetsOf(
  database: Database,
  workspace: number,
  profileNumber: number,
): { profileSet: number; kind: ProfileSetKind }[] {
  // Of each block only the byte with the profile's bit is read: there may be ten thousand sets.
  const { index, mask } = byteOf(profileNumber);
  const rows = database.all<{ profileSet: number; kind: ProfileSetKind; byte: Buffer }>(
    `SELECT b.profile_set AS profileSet, s.kind, substr(b.bits, ?, 1) AS byte FROM profile_sets s
     JOIN profile_set_blocks b ON b.profile_set = s.profile_set AND b.block = ?
     WHERE s.workspace = ?`,
    index + 1,
    blockOf(profileNumber),
    workspace,
  );
  return rows
    .filter(({ byte: [byte = 0] }) => (byte & mask) !== 0)
    .map(({ profileSet, kind }) => ({ profileSet, kind }));
}

/** A block and how many bits are set in it. */
interface SizedBlock {
  bits: Block;
  size: number;
}

function findBlock(database: Database, profileSet: number, index: number): SizedBlock | undefined {
  const row = database.get<{ size: number; bits: Buffer }>(
    'SELECT size, bits FROM profile_set_blocks WHERE profile_set = ? AND block = ?',
    profileSet,
    index,
  );
  return row && { bits: decode(row.bits), size: row.size };
}

function saveBlock(database: Database, profileSet: number, index: number, { bits, size }: SizedBlock): void {
  if (size === 0) {
    database.run('DELETE FROM profile_set_blocks WHERE profile_set = ? AND block = ?', profileSet, index);
    return;
  }
  database.run(
    `INSERT INTO profile_set_blocks (profile_set, block, size, bits) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET size = excluded.size, bits = excluded.bits`,
    profileSet,
    index,
    size,
    encode(bits),
  );
}

/** Trailing zero words are cut off, so a set of a few low numbers takes a few bytes. */
function encode(block: Block): Buffer {
  let words = block.length;
  while (words > 0 && block[words - 1] === 0) words--;
  return Buffer.from(block.buffer, block.byteOffset, words * 4);
}

function decode(bits: Buffer): Block {
  const block = emptyBlock();
  invariant(bits.length % 4 === 0 && bits.length <= block.byteLength, 'a stored block is whole 32-bit words');
  new Uint8Array(block.buffer).set(bits);
  return block;
}
