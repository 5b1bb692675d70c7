import type { ContractSettings } from '../client/api.js';
import { readValueFile } from '../files/value-file.js';
import { contractSettings } from '../wire/control/contract-settings.js';
import { type Problem, parseAs } from '../wire/control/read.js';

/** In place of a file: judge only what Braze documents. */
const documentedOnly = 'documented';

/**
 * Reads how the rules of the contract are to be judged.
 *
 * @param file  YAML or JSON; `documented` for the rules that Braze documents alone.
 * @throws EmulatorError `invalid_request`: one line per mistake, each starting with file and line.
 */
export async function readRulesFile(file: string): Promise<ContractSettings> {
  if (file === documentedOnly) return { version: 1, documented: true };
  const kind = { name: 'rules file', whole: 'the file', parse: parseSettings };
  return (await readValueFile(file, kind)).value;
}

/** The settings as they are sent: what reads them there says the same of a mistake. */
function parseSettings(value: unknown): { value: ContractSettings } | { problems: Problem[] } {
  const parsed = parseAs(contractSettings(), value);
  return 'problems' in parsed ? parsed : { value: value as ContractSettings };
}
