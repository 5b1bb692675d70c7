import { readFile } from 'node:fs/promises';
import { EmulatorError, isNodeError, messageOf } from '../domain/errors.js';
import { formatPath } from '../domain/json-path.js';
import type { Problem } from '../wire/control/read.js';
import type { YamlText } from './yaml-text.js';

/** How many problems of one file are told at once. */
const problemsToldMax = 10;
/** Levels of lists and objects, as in a body. What holds itself has them without end. */
const nestingMax = 100;

/** What a file is called in messages, and how its value is read. */
export interface FileKind<Value> {
  /** E.g. `seed file`. */
  name: string;
  /** What is wrong when no path says it, e.g. `the seed`. */
  whole: string;
  parse(value: unknown): { value: Value } | { problems: Problem[] };
}

/** A value that was read from a file. */
export interface ValueFile<Value> {
  value: Value;
  /** The same refusal, its message starting with file, line and path; one without a path stays as it is. */
  locate(error: EmulatorError): Promise<EmulatorError>;
}

/**
 * Reads a YAML or JSON file. Large ones are better JSON, which is read some fifty times as fast.
 *
 * @throws EmulatorError `invalid_request`: one line per problem, each starting with file and line.
 */
export async function readValueFile<Value>(file: string, kind: FileKind<Value>): Promise<ValueFile<Value>> {
  const text = await readText(file, kind.name);
  const source = { file, text, whole: kind.whole };
  const value = parseJson(text) ?? (await parseYaml(source));
  // No more than can be told: what holds itself twice has more than can be counted.
  const unstorable = [...take(findUnstorable(value, []), problemsToldMax)];
  const parsed = unstorable.length > 0 ? { problems: unstorable } : kind.parse(value);
  if ('problems' in parsed) throw refusal(await locateAll(source, parsed.problems));
  return {
    value: parsed.value,
    async locate(error) {
      const { path } = error.details;
      if (path === undefined) return error;
      const isTold = error.message.startsWith(`${path} `);
      const reason = isTold ? error.message.slice(path.length + 1) : `is refused: ${error.message}`;
      const messages = await locateAll(source, [{ path, message: reason }]);
      return new EmulatorError(error.code, messages.join(), error.details);
    },
  };
}

/** A file as text, and what its value is called as a whole. */
interface Source {
  file: string;
  text: string;
  whole: string;
}

async function readText(file: string, name: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const isMissing = isNodeError(error) && error.code === 'ENOENT';
    const reason = isMissing ? 'there is no such file' : messageOf(error);
    throw refusal([`Cannot read ${name} ${file}: ${reason}`]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal([`Cannot read ${name} ${file}: it is not UTF-8 text`]);
  }
}

/** `undefined` when the text is not JSON; it may be YAML then. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function parseYaml(source: Source): Promise<unknown> {
  const yaml = await yamlOf(source);
  if (yaml.problems.length > 0) {
    throw refusal(yaml.problems.map(({ line, message }) => `${source.file}:${line}: ${message}`));
  }
  return yaml.toValue();
}

async function yamlOf({ file, text, whole }: Source): Promise<YamlText> {
  const { YamlText } = await import('./yaml-text.js');
  try {
    return new YamlText(text);
  } catch (error) {
    if (error instanceof RangeError) throw refusal([`${file}:1: ${whole} ${nestsTooDeep}`]);
    throw error;
  }
}

const nestsTooDeep = `nests deeper than ${nestingMax} levels`;

function* take<Item>(items: Iterable<Item>, most: number): Generator<Item> {
  let count = 0;
  for (const item of items) {
    if (count++ === most) return;
    yield item;
  }
}

/** What could not be stored as it is: a number or data that JSON cannot write, text that is not Unicode. */
function* findUnstorable(value: unknown, path: PropertyKey[]): Generator<Problem> {
  const refused = (message: string) => ({ path: formatPath(path), message: `is not valid: ${message}` });
  if (path.length > nestingMax) {
    yield { path: formatPath(path.slice(0, 1)), message: nestsTooDeep };
  } else if (typeof value === 'number' && !Number.isFinite(value)) {
    yield refused(`${value} is not a JSON number`);
  } else if (typeof value === 'string' && !value.isWellFormed()) {
    yield refused('it holds a lone surrogate, which is not Unicode text');
  } else if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* findUnstorable(element, [...path, index]);
  } else if (value instanceof Uint8Array) {
    yield refused('expected data that JSON can write, received bytes');
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, its] of Object.entries(value)) yield* findUnstorable(its, [...path, name]);
  }
}

/** Each problem as one line, e.g. `seed.yaml:12: workspaces[0].name is not valid: …`. */
async function locateAll(source: Source, problems: Problem[]): Promise<string[]> {
  const yaml = await yamlOf(source);
  const { file, whole } = source;
  return problems.map(
    ({ path, message }) => `${file}:${yaml.lineOf(path)}: ${path === '' ? whole : path} ${message}`,
  );
}

function refusal(lines: string[]): EmulatorError {
  const restCount = lines.length - problemsToldMax;
  const told = lines.slice(0, problemsToldMax);
  if (restCount > 0) told.push(`… and ${restCount} more`);
  return new EmulatorError('invalid_request', told.join('\n'));
}
