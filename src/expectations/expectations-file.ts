import { readValueFile } from '../files/value-file.js';
import { type Expectations, parseExpectations } from './expectations.js';

/**
 * Reads a YAML or JSON file of expectations.
 *
 * @throws EmulatorError `invalid_request`: one line per mistake, each starting with file and line.
 */
export async function readExpectationsFile(file: string): Promise<Expectations> {
  const kind = { name: 'expectations file', whole: 'the file', parse: parseExpectations };
  return (await readValueFile(file, kind)).value;
}
