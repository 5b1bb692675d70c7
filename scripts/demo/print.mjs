// How the demo's account looks: aligned text on stdout, and a progress bar on stderr while a person watches.

const labelWidth = 42;
const numberWidth = 8;
const barWidth = 30;

const codes = { bold: 1, dim: 2, red: 31, green: 32 };

/** Colours on a terminal only, and not where `NO_COLOR` is set (no-color.org). */
export function paint(colour, text) {
  const isWanted = process.stdout.isTTY && !process.env.NO_COLOR;
  return isWanted ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}

export function printHeading(text) {
  console.log(`\n${paint('bold', text)}`);
}

/** A number with what it counts, and perhaps a remark. */
export function printCount(label, count, remark = '') {
  const line = `  ${label.padEnd(labelWidth)}${grouped(count).padStart(numberWidth)}`;
  console.log(remark === '' ? line : `${line}  ${remark}`);
}

export function grouped(count) {
  return count.toLocaleString('en-US');
}

/**
 * Draws a bar on a terminal, nothing elsewhere.
 *
 * @returns {(done: number, total: number) => void} Takes the bar away again at the end.
 */
export function progressBar(label) {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return () => {};
  return (done, total) => {
    const filled = Math.round((done / total) * barWidth);
    const bar = '#'.repeat(filled).padEnd(barWidth, '.');
    process.stderr.write(done >= total ? '\r\u001b[K' : `\r${label} [${bar}] ${grouped(done)}\u001b[K`);
  };
}
