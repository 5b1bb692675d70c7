/** Reads a column in which this emulator wrote JSON: what it holds is known from what was written. */
export function readJson<T>(text: string): T {
  return JSON.parse(text);
}
