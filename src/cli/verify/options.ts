import { type Command, Option } from 'commander';
import { addServerAddress, addWithVariable, addWorkspaceOption } from '../server-commands.js';
import { parseText } from '../settings.js';
import type { VerifyOptions } from './verify-command.js';

/** Adds `verify`. Its code is loaded when it runs. */
export function addVerify(program: Command, setExitCode: (exitCode: number) => void): void {
  const command = addServerAddress(program.command('verify'))
    .argument('[file]')
    .description(
      "hold a workspace against a file of expectations, and its requests against Braze's contract",
    );
  addWorkspaceOption(command, 'this one; otherwise the one that the file names, or the only one');
  addJudgingOptions(command);
  for (const option of [
    new Option(
      '--against <recording>',
      'judge recorded traffic instead: a HAR, or an export of our journal',
    ).argParser(parseText),
    new Option('--seed <file>', 'with --against, what Braze held before, as for start').argParser(parseText),
  ]) {
    addWithVariable(command, option);
  }
  command.option('--merge <reports...>', 'judge nothing; make one of the JSON reports of other runs');
  command.action(async (file: string | undefined, options: Omit<VerifyOptions, 'isWorkspaceNamed'>) => {
    const isWorkspaceNamed = command.getOptionValueSource('workspace') === 'cli';
    const { verify } = await import('./verify-command.js');
    setExitCode(await verify(file, { ...options, isWorkspaceNamed }));
  });
}

/** How rules are judged, and where the report goes: of `verify`, `exec` and `certify`. */
export function addJudgingOptions(command: Command): void {
  for (const option of [
    new Option(
      '--rules <file>',
      "severities, thresholds and exceptions of the contract's rules; 'documented' for what Braze documents alone",
    ).argParser(parseText),
    new Option('--json [file]', 'print the report as JSON, or write it there'),
    new Option('--junit <file>', "write the report there as JUnit's XML").argParser(parseText),
    new Option('--html <file>', 'write the report there as a page').argParser(parseText),
  ]) {
    addWithVariable(command, option);
  }
}
