// What a benchmark prints: a line per case, or one JSON object.

const nameWidth = 46;

/**
 * A table of results. `ratio` is this build's speed to the other's: the median of the rounds, and the least and greatest.
 *
 * @param {string} title
 * @param {{ name: string, unit: string, this: object, other?: object, ratio?: object }[]} results
 */
export function tableOf(title, results) {
  const isCompared = results.some(({ ratio }) => ratio !== undefined);
  const heads = ['min', 'median', 'max', ...(isCompared ? ['other', 'ratio', 'least', 'most'] : [])];
  const lines = [`\n${title.padEnd(nameWidth)}${heads.map((head) => head.padStart(10)).join('')}`];
  for (const { name, unit, this: its, other, ratio } of results) {
    const cells = [its.min, its.median, its.max].map((number) => numberOf(number, unit));
    if (other !== undefined) cells.push(numberOf(other.median, unit));
    if (ratio !== undefined) cells.push(...[ratio.median, ratio.min, ratio.max].map((it) => it.toFixed(3)));
    lines.push(`${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(10)).join('')}`);
  }
  return lines.join('\n');
}

/** The case with the lowest median ratio, in a sentence; nothing when there is one build. */
export function slowestOf(results) {
  const compared = results.filter(({ ratio }) => ratio !== undefined);
  if (compared.length === 0) return '';
  const slowest = compared.reduce((a, b) => (a.ratio.median <= b.ratio.median ? a : b));
  return `\nLowest median ratio, this build to the other: ${slowest.ratio.median.toFixed(3)} (${slowest.name})`;
}

function numberOf(number, unit) {
  return number.toLocaleString(
    'en',
    unit === 'ms' ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 0 },
  );
}
