import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ServerOptions } from './control-client.js';
import { defaultPort, parseText, variableOf } from './settings.js';

interface SaveOptions extends ServerOptions {
  workspace?: string;
  replace?: true;
}

/** `--url`, of every command that asks a running server. */
export function addUrlOption(command: Command): Command {
  return addWithVariable(
    command,
    new Option('--url <url>', 'its address').default(`http://127.0.0.1:${defaultPort}`).argParser(parseUrl),
  );
}

/** `--workspace`, of every command that is about one. */
export function addWorkspaceOption(command: Command, description: string): Command {
  return addWithVariable(command, new Option('--workspace <id>', description).argParser(parseText));
}

export function addWithVariable(command: Command, option: Option): Command {
  return command.addOption(option.env(variableOf(option)));
}

/** Adds `reset` and `snapshot …`. */
export function addServerCommands(program: Command): void {
  addServerOptions(program.command('reset'))
    .description('take a running server back to the state after its start')
    .action(async (options: ServerOptions) => (await import('./reset-command.js')).reset(options));

  const snapshot = program
    .command('snapshot')
    .description('save and restore the state of a running server, by name');
  const load = () => import('./snapshot-command.js');
  addWorkspaceOption(addServerOptions(snapshot.command('save')), 'this workspace alone')
    .argument('<name>')
    .description('keep everything, or one workspace, as it is now')
    .option('--replace', 'in place of the snapshot that has the name')
    .action(async (name: string, options: SaveOptions) => (await load()).save(options, name, options));
  addServerOptions(snapshot.command('restore'))
    .argument('<name>')
    .description('make everything, or its workspace, what it was')
    .action(async (name: string, options: ServerOptions) => (await load()).restore(options, name));
  addServerOptions(snapshot.command('list'))
    .description('list the snapshots that are kept')
    .action(async (options: ServerOptions) => (await load()).list(options));
  addServerOptions(snapshot.command('delete'))
    .argument('<name>')
    .description('take a snapshot away')
    .action(async (name: string, options: ServerOptions) => (await load()).remove(options, name));
  addServerOptions(snapshot.command('export'))
    .argument('<name>')
    .argument('<file>')
    .description('write a snapshot to a file')
    .option('--replace', 'in place of what has the name')
    .action(async (name: string, file: string, options: SaveOptions) =>
      (await load()).exportTo(options, name, file, options),
    );
  addServerOptions(snapshot.command('import'))
    .argument('<name>')
    .argument('<file>')
    .description('keep the snapshot in a file under a name')
    .option('--replace', 'in place of the snapshot that has the name')
    .action(async (name: string, file: string, options: SaveOptions) =>
      (await load()).importFrom(options, name, file, options),
    );
}

/** `--url`, `--admin-token` and `--json`. */
export function addServerOptions(command: Command): Command {
  return addServerAddress(command).option('--json', 'print JSON');
}

/** `--url` and `--admin-token`. */
export function addServerAddress(command: Command): Command {
  addUrlOption(command);
  return addWithVariable(command, new Option('--admin-token <token>', 'what its control API asks for'));
}

function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new InvalidArgumentError('Expected an address such as http://127.0.0.1:27293.');
  }
  return text;
}
