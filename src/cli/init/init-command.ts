import { lstat, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isNodeError, messageOf } from '../../domain/errors.js';
import { name } from '../../platform/version.js';
import { CommandError, exitCodes } from '../exit-codes.js';
import { expectationsText, seedText } from './first-files.js';

const seedFile = 'braze-seed.yaml';
const expectationsFile = 'braze-expectations.yaml';

/**
 * Writes a seed file and an expectations file to start from, both or none, and says how they are used.
 *
 * @throws CommandError when one of them is there already, or cannot be written.
 */
export async function init(folder: string): Promise<void> {
  await writeAll(folder, [
    [seedFile, seedText],
    [expectationsFile, expectationsText],
  ]);
  process.stdout.write(`${advice}\n`);
}

const advice = `Wrote ${seedFile} and ${expectationsFile}.

In CI, this runs your tests with an emulator of their own, and then verifies what is expected:

  npx ${name} exec --seed ${seedFile} --verify ${expectationsFile} -- <your command>

Your command finds the address in BRAZE_REST_ENDPOINT, and the keys in BRAZE_PARTNER_API_KEY,
BRAZE_DATA_IMPORT_KEY and BRAZE_REST_API_KEY.`;

async function writeAll(folder: string, files: readonly (readonly [string, string])[]): Promise<void> {
  for (const [file] of files) await assertAbsent(path.join(folder, file), file);
  const written: string[] = [];
  try {
    for (const [file, text] of files) {
      const target = path.join(folder, file);
      // Exclusive: another process may have made it meanwhile.
      await writeFile(target, text, { flag: 'wx' });
      written.push(target);
    }
  } catch (error) {
    for (const target of written) await rm(target, { force: true });
    throw new CommandError(exitCodes.usage, `init cannot write here: ${messageOf(error)}`);
  }
}

/** @throws CommandError when there is something, be it a link that leads nowhere. */
async function assertAbsent(target: string, file: string): Promise<void> {
  try {
    await lstat(target);
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return;
    throw new CommandError(exitCodes.usage, `init cannot write here: ${messageOf(error)}`);
  }
  const reason = 'init writes over nothing. Move it away, or run init in another folder';
  throw new CommandError(exitCodes.negative, `There is a file ${file} already; ${reason}`);
}
