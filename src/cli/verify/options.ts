import { type Command, Option } from 'commander';
import { addServerOptions, addWithVariable, addWorkspaceOption } from '../server-commands.js';
import { parseText } from '../settings.js';
import type { VerifyOptions } from './verify-command.js';

/** Adds `verify`. Its code is loaded when it runs. */
export function addVerify(program: Command, setExitCode: (exitCode: number) => void): void {
  const command = addServerOptions(program.command('verify'))
    .argument('<file>')
    .description('hold a workspace of a running server against a file of expectations');
  addWorkspaceOption(command, 'this one; otherwise the one that the file names, or the only one');
  addWithVariable(
    command,
    new Option('--junit <file>', "write the results there as JUnit's XML").argParser(parseText),
  );
  command.action(async (file: string, options: Omit<VerifyOptions, 'isWorkspaceNamed'>) => {
    const isWorkspaceNamed = command.getOptionValueSource('workspace') === 'cli';
    const { verify } = await import('./verify-command.js');
    setExitCode(await verify(file, { ...options, isWorkspaceNamed }));
  });
}
