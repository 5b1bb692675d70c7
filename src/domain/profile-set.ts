/**
 * A set of profiles of one workspace: bits over the profiles' dense numbers, kept in blocks of 65,536.
 * A block that is not there is empty. Sets are values: no function here changes its arguments.
 */
const profilesPerBlock = 65_536;
const wordsPerBlock = profilesPerBlock / 32;

/** 2,048 words of 32 bits; bit `n & 31` of word `n >>> 5` says whether profile `n` of the block is in. */
export type Block = Uint32Array;
export type ProfileSet = ReadonlyMap<number, Block>;

export const emptyProfileSet: ProfileSet = new Map();

export function emptyBlock(): Block {
  return new Uint32Array(wordsPerBlock);
}

export function blockOf(profileNumber: number): number {
  return Math.floor(profileNumber / profilesPerBlock);
}

/** No profile of a set has this number or a greater one. */
export function profileNumbersEnd(set: ProfileSet): number {
  return (Math.max(-1, ...set.keys()) + 1) * profilesPerBlock;
}

export function hasBit(block: Block, profileNumber: number): boolean {
  const bit = profileNumber % profilesPerBlock;
  return ((block[bit >>> 5]! >>> (bit & 31)) & 1) === 1;
}

/** Where a profile stands among the bytes of its block, whose words are little-endian. */
export function byteOf(profileNumber: number): { index: number; mask: number } {
  const bit = profileNumber % profilesPerBlock;
  return { index: bit >>> 3, mask: 1 << (bit & 7) };
}

export function hasProfile(set: ProfileSet, profileNumber: number): boolean {
  const block = set.get(blockOf(profileNumber));
  return block !== undefined && hasBit(block, profileNumber);
}

export function setBit(block: Block, profileNumber: number, isMember: boolean): void {
  const bit = profileNumber % profilesPerBlock;
  const mask = 1 << (bit & 31);
  if (isMember) block[bit >>> 5]! |= mask;
  else block[bit >>> 5]! &= ~mask;
}

export function profileSetOf(profileNumbers: Iterable<number>): ProfileSet {
  const blocks = new Map<number, Block>();
  for (const profileNumber of profileNumbers) {
    const index = blockOf(profileNumber);
    let block = blocks.get(index);
    if (block === undefined) blocks.set(index, (block = emptyBlock()));
    setBit(block, profileNumber, true);
  }
  return blocks;
}

export function union(sets: readonly ProfileSet[]): ProfileSet {
  const [first, ...others] = sets;
  if (first !== undefined && others.length === 0) return first;
  const blocks = new Map<number, Block>();
  for (const set of sets) {
    for (const [index, block] of set) {
      const into = blocks.get(index);
      if (into === undefined) blocks.set(index, block.slice());
      else for (let word = 0; word < wordsPerBlock; word++) into[word]! |= block[word]!;
    }
  }
  return blocks;
}

/** The profiles in every one of `sets`; `everyone` when there are none. */
export function intersect(sets: readonly ProfileSet[], everyone: ProfileSet): ProfileSet {
  const [first, ...others] = sets;
  if (first === undefined) return everyone;
  const blocks = new Map<number, Block>();
  for (const [index, block] of first) {
    const into = block.slice();
    for (const other of others) {
      const its = other.get(index);
      if (its === undefined) into.fill(0);
      else for (let word = 0; word < wordsPerBlock; word++) into[word]! &= its[word]!;
    }
    blocks.set(index, into);
  }
  return blocks;
}

/** The profiles of `set` that are not in `removed`. */
export function without(set: ProfileSet, removed: ProfileSet): ProfileSet {
  const blocks = new Map<number, Block>();
  for (const [index, block] of set) {
    const into = block.slice();
    const its = removed.get(index);
    if (its !== undefined) for (let word = 0; word < wordsPerBlock; word++) into[word]! &= ~its[word]!;
    blocks.set(index, into);
  }
  return blocks;
}

export function blockSize(block: Block): number {
  let size = 0;
  for (let word = 0; word < wordsPerBlock; word++) size += bitCount(block[word]!);
  return size;
}

export function profileSetSize(set: ProfileSet): number {
  let size = 0;
  for (const block of set.values()) size += blockSize(block);
  return size;
}

/** Profile numbers in ascending order, those above `after` only. */
export function* profileNumbers(set: ProfileSet, after = -1): Generator<number> {
  for (const [index, block] of [...set].sort(([a], [b]) => a - b)) {
    if ((index + 1) * profilesPerBlock <= after) continue;
    yield* numbersInBlock(block, index * profilesPerBlock, after);
  }
}

function* numbersInBlock(block: Block, base: number, after: number): Generator<number> {
  for (let word = 0; word < wordsPerBlock; word++) {
    let bits = block[word]!;
    while (bits !== 0) {
      const lowest = bits & -bits;
      const profileNumber = base + word * 32 + (31 - Math.clz32(lowest));
      if (profileNumber > after) yield profileNumber;
      bits ^= lowest;
    }
  }
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
