import { type Command, InvalidArgumentError, Option } from 'commander';
import { addWithVariable } from '../server-commands.js';
import { parseRandomSeed, parseText, readSwitches } from '../settings.js';
import { addJudgingOptions } from '../verify/options.js';
import type { CertifyCommandOptions } from './certify-command.js';

/** Adds `certify`. Its code is loaded when it runs. */
export function addCertify(program: Command, setExitCode: (exitCode: number) => void): void {
  const command = program
    .command('certify')
    .usage('[options] -- <command> [arguments]')
    .argument('[command...]')
    .passThroughOptions()
    .description('run a connector through scenarios, and judge where they end and how it kept to the rules');
  for (const option of [
    new Option('--only <ids>', 'these scenarios alone; may be repeated')
      .default([], 'all')
      .argParser(parseList),
    new Option('--scenarios <file>', 'those of this YAML or JSON file instead').argParser(parseText),
    new Option('--repeat <number>', 'run each so often').default(1).argParser(parseCount),
    new Option('--timeout <seconds>', 'how long one sync may take').default(30).argParser(parsePositive),
    new Option('--scale <factor>', 'make the waits that scenarios ask for shorter')
      .default(1)
      .argParser(parseFactor),
    new Option('--intercept', 'take calls to https://rest.*.braze.com and .eu, too'),
    new Option('--keep-artifacts <folder>', 'leave the files of failed scenarios there').argParser(parseText),
    new Option('--random-seed <number>', 'make ids, keys and chance repeatable').argParser(parseRandomSeed),
  ]) {
    addWithVariable(command, option);
  }
  addJudgingOptions(command);
  command.option('--list', 'list the scenarios, and run none');
  command.action(async (words: string[]) => {
    readSwitches(command, process.env);
    const { certifyCommand } = await import('./certify-command.js');
    setExitCode(await certifyCommand(words, command.opts<CertifyCommandOptions>()));
  });
}

/** Repeated, or separated by commas. */
function parseList(text: string, previous: string[]): string[] {
  return [
    ...previous,
    ...parseText(text)
      .split(',')
      .map((its) => its.trim()),
  ];
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 9999.');
  return Number(text);
}

function parsePositive(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds === 0 || seconds > 86_400) {
    throw new InvalidArgumentError('Expected a number of seconds, over 0 and up to 86400.');
  }
  return seconds;
}

function parseFactor(text: string): number {
  const factor = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || factor === 0 || factor > 1) {
    throw new InvalidArgumentError('Expected a number over 0 and up to 1, such as 0.1.');
  }
  return factor;
}
