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

type Row = Person & { change?: string };

const audienceFields = ['person', ...identifierNames] as const;

/** The rows of the audience, and of changes, as texts. */
export const audienceText = textsOf(audienceFields);
export const changesText = textsOf(['change', ...audienceFields]);

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
    audienceCsv: await write('audience.csv', audienceText.csv(audience)),
    audienceNdjson: await write('audience.ndjson', audienceText.ndjson(audience)),
    changesCsv: await write('changes.csv', changesText.csv(changes)),
    changesNdjson: await write('changes.ndjson', changesText.ndjson(changes)),
  };
}

function textsOf(fields: readonly (keyof Row)[]) {
  return {
    /** With a line of names. What somebody has not is empty. */
    csv(rows: readonly Row[]): string {
      const lines = rows.map((row) => fields.map((field) => csvField(row[field] ?? '')).join(','));
      return `${[fields.join(','), ...lines].join('\n')}\n`;
    },
    /** An object in each line. What somebody has not is left out. */
    ndjson: (rows: readonly Row[]): string =>
      rows
        .map((row) => Object.fromEntries(fields.map((field) => [field, row[field]])))
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
  };
}

/** RFC 4180 */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
