import type { EmulatorError } from '../domain/errors.js';
import { emptySeed, type Seed } from '../domain/seed/start-state.js';

/** The seed of the configuration, and how to say where in its file something stands. */
export interface ConfiguredSeed {
  seed: Seed;
  locate(error: EmulatorError): EmulatorError | Promise<EmulatorError>;
}

/** @throws EmulatorError for what is wrong in the file, with its line. */
export async function readConfiguredSeed(file: string | undefined): Promise<ConfiguredSeed> {
  if (file === undefined) return { seed: emptySeed, locate: (error) => error };
  const { readSeedFile } = await import('../seed/seed-file.js');
  return readSeedFile(file);
}
