/** Counted in code points, so that a character outside the basic plane is one. */
export function isLongerThan(lengthMax: number, text: string): boolean {
  return text.length > lengthMax && [...text].length > lengthMax;
}
