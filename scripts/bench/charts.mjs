// Bar charts of a run, as SVG. Each brings its own ground, so that it can be read on a light page and on a dark one.
import { scaleBand, scaleLinear } from 'd3-scale';
import { brazeCeiling } from './goals.mjs';
import { numberText } from './tables.mjs';

const [width, labelWidth, valueWidth, margin] = [760, 190, 90, 20];
const [barHeight, headHeight, markHeight] = [24, 36, 18];
const style = `
  svg { font: 13px system-ui, sans-serif }
  .ground { fill: #fff } text { fill: #1f2328 } .title { font-weight: 600 } .bar { fill: #8c959f } .bar.ours { fill: #0b62c4 }
  .mark { stroke: #d97706; stroke-width: 2 } text.mark-label { fill: #8f4700 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #e6edf3 } .bar { fill: #6e7681 } .bar.ours { fill: #4c9aff }
    .mark { stroke: #f0a050 } text.mark-label { fill: #f0a050 }
  }`;

/** @typedef {{ label: string, value: number, isOurs: boolean }} Bar */
/** @typedef {{ title: string, unit: string, bars: Bar[], mark?: { label: string, value: number } }} Panel */

/** @returns {{ set: string, title: string, file: string, svg: string }[]} Those whose sets were measured. */
export function chartsOf({ sets }) {
  const ceiling = { label: "Braze's ceiling", value: brazeCeiling };
  const charts = [
    chart('start', 'From start to first answer', 'bench-start.svg', panelsOf(sets.start)),
    chart('requests', 'Cohort requests a second', 'bench-requests.svg', panelsOf(sets.requests, 2)),
    chart('imports', 'Profiles imported a second', 'bench-imports.svg', importPanel(sets.imports)),
    chart(
      'identifiers',
      'Identifiers a second',
      'bench-identifiers.svg',
      panelsOf(sets.identifiers).map((panel) => ({ ...panel, mark: ceiling })),
    ),
    chart('sizes', 'A request among few profiles and many', 'bench-sizes.svg', panelsOf(sets.sizes)),
  ];
  return charts
    .filter(({ panels }) => panels.length > 0)
    .map(({ panels, ...its }) => ({ ...its, svg: svgOf(its.title, panels) }));
}

const chart = (set, title, file, panels) => ({ set, title, file, panels });

/** A panel for each of the first results of a set, a bar for each contender. @returns {Panel[]} */
function panelsOf(set, count = Number.POSITIVE_INFINITY) {
  return (set?.results ?? []).slice(0, count).map(({ name, unit, contenders }) => {
    const isAlone = Object.keys(contenders).every((by) => !/^(ours|other)/.test(by));
    const bars = Object.entries(contenders).map(([label, { median }]) => ({
      label,
      value: median,
      isOurs: isAlone || label.startsWith('ours'),
    }));
    return { title: name, unit, bars };
  });
}

/** One panel for all sizes. */
function importPanel(set) {
  if (set === undefined) return [];
  const bars = set.results.flatMap(({ name, contenders }) =>
    Object.entries(contenders).map(([by, { median }]) => ({
      label: `${name.replaceAll('`', '')}${by === 'ours' ? '' : `, ${by}`}`,
      value: median,
      isOurs: by === 'ours',
    })),
  );
  return [{ title: 'into a new file', unit: set.results[0].unit, bars }];
}

/** @param {Panel[]} panels */
function svgOf(title, panels) {
  const heights = panels.map(
    ({ bars, mark }) => headHeight + bars.length * barHeight + (mark === undefined ? 0 : markHeight) + 12,
  );
  const height = heights.reduce((sum, its) => sum + its, 4);
  let top = 0;
  const drawn = panels.map((panel, index) => {
    const text = `<g transform="translate(${margin} ${top})">${panelOf(panel)}</g>`;
    top += heights[index];
    return text;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>${style}
</style>
<rect class="ground" width="${width}" height="${height}" rx="6"/>
${drawn.join('\n')}
</svg>
`;
}

/** @param {Panel} panel */
function panelOf({ title, unit, bars, mark }) {
  const bottom = headHeight + bars.length * barHeight;
  const greatest = Math.max(...bars.map(({ value }) => value), mark?.value ?? 0);
  const x = scaleLinear([0, greatest], [0, width - labelWidth - valueWidth - 2 * margin]);
  const y = scaleBand(
    bars.map((_, index) => index),
    [headHeight, bottom],
  ).padding(0.2);
  const lines = bars.map(({ label, value, isOurs }, index) => {
    const middle = y(index) + y.bandwidth() / 2 + 5;
    return `<text x="${labelWidth - 10}" y="${middle}" text-anchor="end">${escaped(label)}</text>
<rect class="bar${isOurs ? ' ours' : ''}" x="${labelWidth}" y="${y(index).toFixed(1)}" width="${x(value).toFixed(1)}" height="${y.bandwidth().toFixed(1)}"/>
<text x="${(labelWidth + x(value) + 6).toFixed(1)}" y="${middle}">${numberText(value, unit)}</text>`;
  });
  if (mark !== undefined) {
    const at = (labelWidth + x(mark.value)).toFixed(1);
    lines.push(`<line class="mark" x1="${at}" x2="${at}" y1="${headHeight}" y2="${bottom + 2}"/>
<text class="mark-label" x="${at}" y="${bottom + markHeight - 2}" text-anchor="middle">${escaped(mark.label)}: ${numberText(mark.value, '/s')}</text>`);
  }
  return `<text class="title" y="24">${escaped(`${title}, ${unit}`)}</text>\n${lines.join('\n')}`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
