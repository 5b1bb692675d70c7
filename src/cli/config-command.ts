import type { Command, Option } from 'commander';
import { KeyFinder } from '../domain/journal/key-finder.js';
import { redactOurs } from '../domain/journal/redaction.js';
import { redacted } from '../domain/journal/secrets.js';
import { visible, visibleLines } from '../platform/visible.js';
import { assertGuarded } from '../server.js';
import { type SettingSource, type Settings, sourceOf } from './settings.js';

/**
 * Prints every setting with its value and where that came from. The admin token is never printed, nor a password in another value.
 *
 * @throws EmulatorError `admin_token_required` or `invalid_request`, once all is printed, for settings that `start` would refuse.
 */
export function config(command: Command, settings: Settings, asJson: boolean): void {
  const entries = command.options
    .filter((option) => option.envVar !== undefined)
    .map((option) => ({ option, value: settingValue(option, settings), from: sourceOf(command, option) }));
  process.stdout.write(visibleLines(asJson ? asJsonText(entries) : asTable(entries)));
  assertGuarded({ ...settings, allowedHosts: settings.allowedHost });
}

type Value = string | number | boolean | string[] | null;
interface Entry {
  option: Option;
  value: Value;
  from: SettingSource;
}

function settingValue(option: Option, settings: Settings): Value {
  const values: Record<string, Value | undefined> = { ...settings };
  const name = option.attributeName();
  const value = values[name] ?? null;
  if (name === 'adminToken') return value === null ? null : redacted;
  const finder = new KeyFinder();
  if (settings.adminToken !== undefined) finder.add(settings.adminToken);
  return redactOurs(value, [finder]);
}

/** The setting's name as everywhere in the emulator's own JSON. */
function nameOf(option: Option): string {
  return option.attributeName().replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function asJsonText(entries: Entry[]): string {
  const settings = entries.map(({ option, value, from }) => [nameOf(option), { value, ...from }]);
  return `${JSON.stringify(Object.fromEntries(settings), null, 2)}\n`;
}

function asTable(entries: Entry[]): string {
  const rows = entries.map(({ option, value, from }) => ({
    name: nameOf(option),
    value: visible(textOf(value)),
    from: from.source === 'default' ? 'default' : `${from.source} ${from.name}`,
  }));
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  const valueWidth = Math.max(...rows.map(({ value }) => value.length));
  return rows
    .map(({ name, value, from }) => `${name.padEnd(nameWidth)}  ${value.padEnd(valueWidth)}  ${from}\n`)
    .join('');
}

function textOf(value: Value): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.join(', ') || 'none';
  return String(value);
}
