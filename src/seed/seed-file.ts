import type { Seed } from '../domain/seed/start-state.js';
import { readValueFile, type ValueFile } from '../files/value-file.js';
import { parseSeed } from '../wire/control/seed.js';

/** A seed that was read from a file. */
export interface SeedFile extends Pick<ValueFile<Seed>, 'locate'> {
  seed: Seed;
}

/** @throws EmulatorError as `readValueFile`. */
export async function readSeedFile(file: string): Promise<SeedFile> {
  const { value, locate } = await readValueFile(file, {
    name: 'seed file',
    whole: 'the seed',
    parse: parseSeed,
  });
  return { seed: value, locate };
}
