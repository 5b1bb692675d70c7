/** How many characters must be added, taken away or replaced to make one text the other. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let corner = row - 1;
    let left = row;
    for (let column = 1; column <= b.length; column++) {
      const top = previous[column] ?? 0;
      left = Math.min(top + 1, left + 1, a[row - 1] === b[column - 1] ? corner : corner + 1);
      corner = top;
      current.push(left);
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
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
