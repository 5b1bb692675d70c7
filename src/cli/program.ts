import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { closest } from '../domain/journal/explanation/edit-distance.js';
import { version } from '../platform/version.js';
import { visibleLines } from '../platform/visible.js';
import { addCertify } from './certify/options.js';
import { addCohortCommands } from './cohorts/options.js';
import { addExec } from './exec/options.js';
import { describeFailure, exitCodes } from './exit-codes.js';
import { addServerCommands, addUrlOption, addWithVariable } from './server-commands.js';
import { addSettings, dropEmptyVariables, readSettings } from './settings.js';
import { addVerify } from './verify/options.js';
import type { WaitOptions } from './wait-command.js';

/**
 * Runs the command line.
 *
 * @param argv  As `process.argv`: the first two are Node and the script.
 * @returns The exit code.
 */
export async function run(argv: string[]): Promise<number> {
  dropEmptyVariables(process.env);
  let exitCode: number = exitCodes.fine;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    // commander has printed its message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    const failure = describeFailure(error);
    process.stderr.write(`${visibleLines(failure.message)}\n`);
    return failure.exitCode;
  }
}

/** Each command loads its code when it runs, so that none waits for another's. */
function buildProgram(setExitCode: (exitCode: number) => void): Command {
  const program = new Command('braze-cohort-emulator')
    .description('A local stand-in for the Braze side of partner cohort imports.')
    .version(version)
    .exitOverride()
    .enablePositionalOptions() // what follows the command of exec is that command's
    .showHelpAfterError('(--help shows what there is)');

  const start = addSettings(program.command('start', { isDefault: true }))
    .description('serve until a signal comes; what runs when no command is named')
    .allowExcessArguments() // what is no command comes here, and is not to be told that it is an argument too many
    .action(async (_, command: Command) => {
      const [unknown] = command.args;
      if (unknown !== undefined) command.error(unknownCommand(unknown, program));
      const settings = readSettings(command, process.env);
      setExitCode(await (await import('./start-command.js')).start(settings));
    });

  addSettings(program.command('config'))
    .description('print what start would be told, and where each value comes from')
    .option('--json', 'print JSON, as --log-format json does')
    .action(async (_, command: Command) => {
      const settings = readSettings(command, process.env);
      const asJson = command.opts<{ json?: true }>().json === true || settings.logFormat === 'json';
      (await import('./config-command.js')).config(command, settings, asJson);
    });

  addExec(program, setExitCode);
  addVerify(program, setExitCode);
  addCertify(program, setExitCode);
  addCohortCommands(program, setExitCode);

  program
    .command('init')
    .description('write a seed file and an expectations file to start from')
    .action(async () => (await import('./init/init-command.js')).init('.'));

  addWaitOptions(program.command('wait'))
    .description('wait until a server is ready')
    .action(async (options: WaitOptions) => (await import('./wait-command.js')).wait(options));

  addServerCommands(program);
  return program.addHelpText('after', () => `\n${start.helpInformation()}`);
}

/** With the command that may be meant, as commander says it of options. */
function unknownCommand(name: string, { commands }: Command): string {
  const names = commands.map((command) => command.name());
  const meant = name.length < 3 ? undefined : closest(name, names, 2);
  return `error: unknown command '${name}'${meant === undefined ? '' : `\n(Did you mean ${meant}?)`}`;
}

function addWaitOptions(command: Command): Command {
  const timeout = new Option('--timeout <seconds>', 'how long to wait').default(30).argParser(parseSeconds);
  addWithVariable(addUrlOption(command), timeout);
  const pid = new Option('--pid <number>', 'only this process, or one that it has started, will do');
  return command.addOption(pid.argParser(parsePid)); // no variable: it is another each time
}

function parsePid(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text))
    throw new InvalidArgumentError('Expected the number of a process, such as $!.');
  return Number(text);
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('Expected a number of seconds.');
  return seconds;
}
