import { type Command, Option } from 'commander';
import { addWithVariable } from '../server-commands.js';
import { parseRandomSeed, parseText, readSwitches } from '../settings.js';
import { addJudgingOptions } from '../verify/options.js';
import type { ExecOptions } from './exec-command.js';

/** Adds `exec`. Its code is loaded when it runs. */
export function addExec(program: Command, setExitCode: (exitCode: number) => void): void {
  const command = program
    .command('exec')
    .usage('[options] -- <command> [arguments]')
    .argument('<command...>')
    .passThroughOptions()
    .description('run a command with an emulator of its own, and pass its exit code on');
  for (const option of [
    new Option('--seed <file>', 'begin with what this YAML or JSON file describes').argParser(parseText),
    new Option('--intercept', 'take calls to https://rest.*.braze.com and .eu, too'),
    new Option('--others <what>', 'with --intercept, what becomes of calls that would leave this machine')
      .choices(['block', 'pass'])
      .default('block'),
    new Option(
      '--verify [file]',
      "afterwards, judge the requests by Braze's contract, and the workspace by this file of expectations",
    ),
    new Option(
      '--keep-artifacts <folder>',
      'leave journal, log and database there when the command fails',
    ).argParser(parseText),
    new Option('--random-seed <number>', 'make ids, keys and chance repeatable').argParser(parseRandomSeed),
  ]) {
    addWithVariable(command, option);
  }
  addJudgingOptions(command);
  command.action(async (words: string[]) => {
    readSwitches(command, process.env);
    setExitCode(await (await import('./exec-command.js')).exec(words, command.opts<ExecOptions>()));
  });
}
