import { readFile } from 'node:fs/promises';
import { EmulatorError } from '../domain/errors.js';
import { readValueFile } from '../files/value-file.js';
import type { Problem } from '../wire/control/read.js';
import type { Recording } from './exchange.js';
import { isHar, parseHar } from './har.js';
import { parseJournalExport } from './journal-export.js';

/**
 * Reads recorded traffic: a HAR, or a journal of ours as a page, an array or NDJSON.
 *
 * @throws EmulatorError `invalid_request`: one line per mistake, each starting with file and line.
 */
export async function readRecording(file: string): Promise<Recording> {
  const lines = await linesOf(file);
  if (lines !== undefined) return recordingOf(parseJournalExport(lines), file);
  const kind = { name: 'recording', whole: 'the recording', parse: parseRecording };
  return (await readValueFile(file, kind)).value;
}

function parseRecording(value: unknown): { value: Recording } | { problems: Problem[] } {
  return isHar(value) ? parseHar(value) : parseJournalExport(value);
}

/** The values of NDJSON; `undefined` when the file is something else, or cannot be read. */
async function linesOf(file: string): Promise<unknown[] | undefined> {
  if (!/\.(ndjson|jsonl)$/i.test(file)) return undefined;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line)];
    } catch {
      throw new EmulatorError('invalid_request', `${file}:${index + 1}: the line is not JSON`);
    }
  });
}

function recordingOf(parsed: { value: Recording } | { problems: Problem[] }, file: string): Recording {
  if ('value' in parsed) return parsed.value;
  // Each entry is a line of its own.
  const lines = parsed.problems.slice(0, 10).map(({ path, message }) => {
    const [, index = '0', rest = ''] = /^\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
    return `${file}:${Number(index) + 1}: ${rest === '' ? 'the entry' : rest} ${message}`;
  });
  throw new EmulatorError('invalid_request', lines.join('\n'));
}
