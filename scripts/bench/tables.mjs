// What a benchmark tells, as a table that Markdown and a terminal can show.
import { isRate, ratioOf } from './rounds.mjs';

/**
 * A row for each contender and a column for each case, or the other way round where there are more cases.
 *
 * @param {ReturnType<typeof import('./rounds.mjs').resultOf>[]} results
 */
export function tableOf(results) {
  const names = [...new Set(results.flatMap(({ contenders }) => Object.keys(contenders)))];
  const columns = results.map(({ name, unit }) => `${name}, ${unit}`);
  const cell = ({ contenders, unit }, name) => contenders[name] && spreadText(contenders[name], unit);
  if (names.length >= results.length) {
    return markdownTable(
      ['', ...columns],
      names.map((name) => [name, ...results.map((result) => cell(result, name))]),
    );
  }
  return markdownTable(
    ['', ...names],
    results.map((result, index) => [columns[index], ...names.map((name) => cell(result, name))]),
  );
}

/** How fast this build is to the other, where both were measured: above 1 it is faster. Nothing where there is no other. */
export function comparisonOf(results) {
  const rows = results.flatMap((result) =>
    Object.keys(result.contenders)
      .map((by) => [by, by.replace(/^ours/, 'other')])
      .filter(([by, to]) => by !== to && result.contenders[to] !== undefined)
      .map(([by, to]) => {
        const { median, min, max } = isRate(result.unit) ? ratioOf(result, by, to) : ratioOf(result, to, by);
        return [`${result.name}, ${by}`, `${twoPlaces(median)} (${twoPlaces(min)} to ${twoPlaces(max)})`];
      }),
  );
  return rows.length === 0 ? '' : markdownTable(['this build to the other', 'speed'], rows);
}

/** @param {(string | undefined)[][]} rows */
export function markdownTable(head, rows) {
  const all = [head, ...rows].map((cells) => cells.map((cell) => cell ?? '–'));
  const widths = head.map((_, column) => Math.max(3, ...all.map((cells) => cells[column].length)));
  const lines = all.map((cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function spreadText({ median, min, max, samples }, unit) {
  const text = (number) => numberText(number, unit);
  return samples.length === 1 ? text(median) : `${text(median)} (${text(min)} to ${text(max)})`;
}

export function numberText(number, unit) {
  const isWhole = isRate(unit) || number >= 100;
  return number.toLocaleString(
    'en',
    isWhole ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}

const twoPlaces = (number) => number.toFixed(2);
