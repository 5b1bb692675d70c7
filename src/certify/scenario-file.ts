import { readValueFile } from '../files/value-file.js';
import { packagePath } from '../platform/package-file.js';
import { parseAs } from '../wire/control/read.js';
import { type Scenario, scenarioFileSchema } from './scenario.js';

/** Those that come along, in the order in which they are run. */
const builtInFiles = ['whole-audience', 'changes', 'identity', 'refusals', 'connections', 'keys'];

/** @throws EmulatorError `invalid_request`: one line per mistake, each with file, line and path. */
export async function readScenarioFile(file: string): Promise<Scenario[]> {
  const { value } = await readValueFile(file, {
    name: 'scenario file',
    whole: 'the file',
    parse: (read) => parseAs(scenarioFileSchema, read),
  });
  return value.scenarios;
}

/** The scenarios that come along. */
export async function readBuiltInScenarios(): Promise<Scenario[]> {
  const files = builtInFiles.map((name) => packagePath(`dist/certify/scenarios/${name}.yaml`));
  return (await Promise.all(files.map(readScenarioFile))).flat();
}
