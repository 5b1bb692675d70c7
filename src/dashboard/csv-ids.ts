/** Names that the column of identifiers may have, in any case. */
const columnNames = ['external_id', 'external_user_id', 'user_id', 'userid', 'id', 'identifier', 'device_id'];

/** The identifiers of a text: one on a line, or one column of CSV. Spaces count, as Braze has them count too. */
export function idsOf(text: string): string[] {
  const rows = rowsOf(text.replace(/^\uFEFF/, ''));
  const titles = (rows[0] ?? []).map((title) => title.trim().toLowerCase());
  const named = columnNames.map((name) => titles.indexOf(name)).find((place) => place !== -1);
  const ids = (named === undefined ? rows : rows.slice(1)).map((row) => row[named ?? 0] ?? '');
  return ids.filter((id) => id !== '');
}

/** As RFC 4180 has it; a quote that nothing closes reaches to the end. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"?|([^,\r\n]*))(,|\r\n|\r|\n|$)/g,
  )) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
