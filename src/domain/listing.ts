/** Which segments, campaigns or Canvases a list has, and in which order. */
export interface Listing {
  /** Texts of which a name has one at least, or is the id; none for all names. */
  terms?: string[];
  /** Left out, archived ones too. */
  isArchived?: boolean;
  /** Otherwise in order of creation. */
  isNewestFirst?: boolean;
}

/** The terms of a search by name: words, and phrases in quotes. [doc] managing_segments */
export function searchTerms(text: string): string[] {
  const found = [...text.matchAll(/"([^"]+)"|[^\s"]+/g)];
  return found.map(([word, phrase]) => (phrase ?? word).trim()).filter((term) => term !== '');
}
