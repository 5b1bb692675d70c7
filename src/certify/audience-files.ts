import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { identifierNames, type Person } from './people.js';
import type { Source } from './source.js';

/** Where a connector finds who is in the audience, and what changed: each as CSV and as NDJSON. */
export interface AudienceFiles {
  audienceCsv: string;
  audienceNdjson: string;
  changesCsv: string;
  changesNdjson: string;
}

const audienceFields = ['person', ...identifierNames] as const;
const changeFields = ['change', ...audienceFields] as const;

/** Writes them into a folder of their own. */
export async function writeAudienceFiles(source: Source, folder: string): Promise<AudienceFiles> {
  await mkdir(folder, { recursive: true });
  const write = async (name: string, text: string) => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return file;
  };
  const audience = source.audience();
  const changes = source.changes();
  return {
    audienceCsv: await write('audience.csv', csvText(audienceFields, audience)),
    audienceNdjson: await write('audience.ndjson', ndjsonText(audienceFields, audience)),
    changesCsv: await write('changes.csv', csvText(changeFields, changes)),
    changesNdjson: await write('changes.ndjson', ndjsonText(changeFields, changes)),
  };
}

type Row = Person & { change?: string };

/** With a line of names. What somebody has not is empty. */
export function csvText(fields: readonly (keyof Row)[], rows: readonly Row[]): string {
  const lines = rows.map((row) => fields.map((field) => csvField(row[field] ?? '')).join(','));
  return `${[fields.join(','), ...lines].join('\n')}\n`;
}

/** RFC 4180 */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An object in each line. What somebody has not is left out. */
export function ndjsonText(fields: readonly (keyof Row)[], rows: readonly Row[]): string {
  return rows
    .map((row) => Object.fromEntries(fields.map((field) => [field, row[field]])))
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}
