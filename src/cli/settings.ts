import { type Command, InvalidArgumentError, Option } from 'commander';
import { CommandError, exitCodes } from './exit-codes.js';

/** Everything `start` can be told. */
export interface Settings {
  port: number;
  host: string;
  db?: string;
  seed?: string;
  quickstart: boolean;
  logFormat: 'pretty' | 'json';
  quiet: boolean;
  adminToken?: string;
  allowedHost: string[];
  randomSeed?: number;
}

/** Where a value came from. */
export type SettingSource =
  | { source: 'default' }
  | { source: 'flag'; name: string }
  | { source: 'environment'; name: string };

export const defaultPort = 27293;

/** The flags of `start` and `config`. Each can be set by the environment variable that its help names. */
export function addSettings(command: Command): Command {
  const options = [
    new Option('-p, --port <number>', 'port to listen on; 0 picks a free one')
      .default(defaultPort)
      .argParser(parsePort),
    new Option('--host <address>', 'address to listen on').default('127.0.0.1').argParser(parseText),
    new Option('--db <file>', 'keep everything in this file; in memory without it').argParser(parseText),
    new Option('--seed <file>', 'begin with what this YAML or JSON file describes').argParser(parseText),
    new Option('--no-quickstart', 'begin without the quickstart workspace'),
    new Option('--log-format <format>', 'how to log requests').choices(['pretty', 'json']).default('pretty'),
    new Option('-q, --quiet', 'print the address and nothing else').default(false),
    // Without a parser, whose refusal would print it.
    new Option('--admin-token <token>', 'what the control API asks for; required when not on loopback'),
    new Option(
      '--allowed-host <name>',
      'further Host to answer to on loopback, and host a callback may go to; may be repeated',
    )
      .default([], 'none')
      .argParser(parseList),
    new Option(
      '--random-seed <number>',
      'make ids, keys and everything else that is left to chance repeatable',
    ).argParser(parseRandomSeed),
  ];
  for (const option of options) command.addOption(option.env(variableOf(option)));
  return command;
}

/** `--log-format` is `BRAZE_EMULATOR_LOG_FORMAT`. */
export function variableOf(option: Option): string {
  return `BRAZE_EMULATOR_${option.name().toUpperCase().replaceAll('-', '_')}`;
}

/**
 * An empty variable is one that is not set: `docker run -e BRAZE_EMULATOR_DB=` names no file. But for a lock: whoever sets
 * one must not get an open server.
 */
export function dropEmptyVariables(environment: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(environment)) {
    const isLock = name === 'BRAZE_EMULATOR_ADMIN_TOKEN';
    if (name.startsWith('BRAZE_EMULATOR_') && value === '' && !isLock) delete environment[name];
  }
}

/**
 * The settings a parsed command ended up with: flag before environment before default.
 *
 * @throws CommandError when the variable of a switch says neither yes nor no.
 */
export function readSettings(command: Command, environment: NodeJS.ProcessEnv): Settings {
  readSwitches(command, environment);
  return command.opts<Settings>();
}

/** @throws CommandError when the variable of a switch says neither yes nor no. */
export function readSwitches(command: Command, environment: NodeJS.ProcessEnv): void {
  // To commander a variable that is there switches its option on, whatever it says.
  for (const option of command.options) {
    const name = option.attributeName();
    if (!isSwitch(option) || command.getOptionValueSource(name) !== 'env') continue;
    const says = parseSwitch(variableOf(option), environment[variableOf(option)] ?? '');
    command.setOptionValueWithSource(name, option.negate ? !says : says, 'env');
  }
}

/** Where the command's value of an option came from. */
export function sourceOf(command: Command, option: Option): SettingSource {
  const source = command.getOptionValueSource(option.attributeName());
  if (source === 'cli') return { source: 'flag', name: `--${option.name()}` };
  if (source === 'env') return { source: 'environment', name: variableOf(option) };
  return { source: 'default' };
}

function isSwitch(option: Option): boolean {
  return option.envVar !== undefined && !option.required && !option.optional;
}

function parseSwitch(variable: string, text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new CommandError(exitCodes.usage, `${variable} is '${text}'; expected true or false`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Expected a number from 0 to 65535.');
  return port;
}

export function parseRandomSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) {
    throw new InvalidArgumentError(`Expected a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
  }
  return seed;
}

export function parseText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** Repeated, or separated by commas: a variable cannot be repeated. */
function parseList(text: string, previous: string[]): string[] {
  const items = text.split(',').map((item) => item.trim());
  return [...previous, ...items.filter((item) => item !== '')];
}
