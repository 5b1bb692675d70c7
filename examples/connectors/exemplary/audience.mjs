import { readFileSync } from 'node:fs';

/** The people of a CSV file, an object each: `person`, `external_id`, `alias_label`, `alias_name`, `device_id`. */
export function readAudience(file) {
  const [names, ...rows] = parseCsv(readFileSync(file, 'utf8'));
  return rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column]])));
}

/** RFC 4180: quotes around fields with commas, quotes or line breaks. Ids stay as they are, blanks and zeros too. */
function parseCsv(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && row.length === 0 && !quoted && !plain) break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
