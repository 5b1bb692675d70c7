import { readFile } from 'node:fs/promises';
import { EmulatorError, isNodeError, messageOf } from '../domain/errors.js';
import { formatPath } from '../domain/json-path.js';
import type { Seed } from '../domain/seed/start-state.js';
import { parseSeed, type SeedProblem } from '../wire/control/seed.js';
import type { YamlText } from './yaml-text.js';

/** How many problems of one file are told at once. */
const problemsToldMax = 10;
/** Levels of lists and objects, as in a body. What holds itself has them without end. */
const nestingMax = 100;

/** A seed that was read from a file. */
export interface SeedFile {
  seed: Seed;
  /** The same refusal, its message starting with file, line and path; one without a path stays as it is. */
  locate(error: EmulatorError): Promise<EmulatorError>;
}

/**
 * Reads a seed file, YAML or JSON. Large seeds are better JSON, which is read some fifty times as fast.
 *
 * @throws EmulatorError `invalid_request`: one line per problem, each starting with file and line.
 */
export async function readSeedFile(file: string): Promise<SeedFile> {
  const text = await readText(file);
  const value = parseJson(text) ?? (await parseYaml(file, text));
  // No more than can be told: what holds itself twice has more than can be counted.
  const unstorable = [...take(findUnstorable(value, []), problemsToldMax)];
  const parsed = unstorable.length > 0 ? { problems: unstorable } : parseSeed(value);
  if ('problems' in parsed) throw refusal(await locateAll(file, text, parsed.problems));
  return {
    seed: parsed.seed,
    async locate(error) {
      const { path } = error.details;
      if (path === undefined) return error;
      const isTold = error.message.startsWith(`${path} `);
      const reason = isTold ? error.message.slice(path.length + 1) : `is refused: ${error.message}`;
      const problem = { path, message: reason };
      const messages = await locateAll(file, text, [problem]);
      return new EmulatorError(error.code, messages.join(), error.details);
    },
  };
}

async function readText(file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const isMissing = isNodeError(error) && error.code === 'ENOENT';
    const reason = isMissing ? 'there is no such file' : messageOf(error);
    throw refusal([`Cannot read seed file ${file}: ${reason}`]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal([`Cannot read seed file ${file}: it is not UTF-8 text`]);
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

async function parseYaml(file: string, text: string): Promise<unknown> {
  const yaml = await yamlOf(file, text);
  if (yaml.problems.length > 0) {
    throw refusal(yaml.problems.map(({ line, message }) => `${file}:${line}: ${message}`));
  }
  return yaml.toValue();
}

async function yamlOf(file: string, text: string): Promise<YamlText> {
  const { YamlText } = await import('./yaml-text.js');
  try {
    return new YamlText(text);
  } catch (error) {
    if (error instanceof RangeError) throw refusal([`${file}:1: the seed ${nestsTooDeep}`]);
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
function* findUnstorable(value: unknown, path: PropertyKey[]): Generator<SeedProblem> {
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
async function locateAll(file: string, text: string, problems: SeedProblem[]): Promise<string[]> {
  const yaml = await yamlOf(file, text);
  return problems.map(
    ({ path, message }) => `${file}:${yaml.lineOf(path)}: ${path === '' ? 'the seed' : path} ${message}`,
  );
}

function refusal(lines: string[]): EmulatorError {
  const restCount = lines.length - problemsToldMax;
  const told = lines.slice(0, problemsToldMax);
  if (restCount > 0) told.push(`… and ${restCount} more`);
  return new EmulatorError('invalid_request', told.join('\n'));
}
