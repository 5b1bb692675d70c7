/** How many characters must be added, taken away or replaced to make one text the other. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      current.push(
        Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (isSame ? 0 : 1)),
      );
    }
    previous = current;
  }
  return previous[b.length]!;
}

/** The candidate that is most like the text; `undefined` when none is within `distanceMax`. */
export function closest(
  text: string,
  candidates: readonly string[],
  distanceMax: number,
): string | undefined {
  let found: string | undefined;
  let least = distanceMax + 1;
  for (const candidate of candidates) {
    // Texts whose lengths differ by so much are no closer than that.
    if (Math.abs(candidate.length - text.length) >= least) continue;
    const distance = editDistance(text, candidate);
    if (distance >= least) continue;
    found = candidate;
    least = distance;
  }
  return found;
}
