import type { Profile } from './api.js';

/** The first line of a CSV file of profiles. */
export const profileColumns = csvLine(['external_id', 'user_aliases', 'device_ids', 'braze_id']);

/** A profile in it: several aliases or devices stand in one field, with semicolons between them. */
export function profileLine({ external_id, user_aliases, device_ids, braze_id }: Profile): string {
  const aliases = user_aliases.map(({ alias_label, alias_name }) => `${alias_label}:${alias_name}`);
  return csvLine([external_id ?? '', aliases.join(';'), device_ids.join(';'), braze_id]);
}

/** A line of CSV with its end, as RFC 4180 has it. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
