/** Counted in code points, so that a character outside the basic plane is one. */
export function isLongerThan(lengthMax: number, text: string): boolean {
  if (text.length <= lengthMax) return false;
  // A character has two units at the most; a long text need not be taken apart.
  return text.length > 2 * lengthMax || [...text].length > lengthMax;
}
