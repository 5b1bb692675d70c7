// A run in words and tables, in the terminal and in docs/measured.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { chartsOf } from './charts.mjs';
import { brazeCeiling, goalsText } from './goals.mjs';
import { comparisonOf, tableOf } from './tables.mjs';

const page = new URL('../../docs/measured.md', import.meta.url);
const imagesFolder = new URL('../../docs/images/', import.meta.url);
const [begin, end] = ['<!-- npm run bench -- --write: begins -->', '<!-- ends -->'];

/** @param {{ date: string, node: string, cores: number, load: number, peers: Record<string, string | null>, rounds: number }} report */
export function headOf({ date, node, cores, load, peers, rounds }) {
  const { prism, mockoon } = peers;
  const others = [
    prism === null ? 'without Prism' : `Prism ${prism}`,
    mockoon === null ? 'without Mockoon' : `Mockoon ${mockoon}`,
  ];
  return (
    `${date}, ${cores} cores (load ${load.toFixed(1)} before it began), Node ${node}, ${others.join(', ')}; medians of ` +
    `${rounds} rounds, with the least and the greatest.`
  );
}

/** What one set measured. */
export function sectionOf({ sets }, name) {
  const { title, about, seconds, results } = sets[name];
  const parts = [`### ${title}`, `${about} It took ${seconds.toFixed(0)} s.`, tableOf(results)];
  if (name === 'identifiers') {
    const ceiling = Math.round(brazeCeiling).toLocaleString('en');
    parts.push(`Braze's documented ceiling, 250,000 requests an hour of 1,000 identifiers, is ${ceiling}/s.`);
  }
  const comparison = comparisonOf(results);
  if (comparison !== '') parts.push(comparison);
  return parts.join('\n\n');
}

export function goalsSection({ sets }) {
  return `### Goals\n\n${goalsText(sets)}`;
}

/** @param {Record<string, string[]>} [chartsBySet]  File names of the charts that stand below the table of a set. */
export function reportText(report, chartsBySet = {}) {
  const sections = Object.keys(report.sets).map((name) =>
    [sectionOf(report, name), ...(chartsBySet[name] ?? [])].join('\n\n'),
  );
  return [headOf(report), goalsSection(report), ...sections].join('\n\n');
}

/** Puts a run into docs/measured.md, in place of the one before, with its charts. */
export function writeMeasured(report) {
  const imagesBySet = {};
  for (const { set, title, file, svg } of chartsOf(report)) {
    writeFileSync(new URL(file, imagesFolder), svg);
    (imagesBySet[set] ??= []).push(`![${title}](images/${file})`);
  }
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(end))];
  if (!text.includes(begin) || !text.includes(end)) throw new Error('docs/measured.md has lost its marks');
  writeFileSync(page, `${before}${begin}\n\n${reportText(report, imagesBySet)}\n\n${after}`);
}
