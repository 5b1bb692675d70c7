// What a set of the robustness suite tells: a line per check as it happens, a table at the end.

/**
 * @typedef {object} Report
 * @property {(title: string, ok: boolean, detail?: string) => void} check
 * @property {(title: string, why: string) => void} skip  What cannot be looked at here; told, and no failure.
 */

/** @param {string} name  Of the set. */
export function createReport(name) {
  const startedAt = performance.now();
  const checks = [];
  const count = (state) => checks.filter((its) => its.state === state).length;
  const add = (state, title, detail) => {
    checks.push({ state, title, detail });
    const shown = detail === undefined || detail === '' ? '' : `: ${detail}`;
    console.log(`${words[state]} - ${name}: ${title}${shown}`);
  };
  return {
    name,
    checks,
    seconds: 0,
    get passed() {
      return count('passed');
    },
    get failed() {
      return count('failed');
    },
    get skipped() {
      return count('skipped');
    },
    check: (title, ok, detail) => add(ok ? 'passed' : 'failed', title, detail),
    skip: (title, why) => add('skipped', title, why),
    end() {
      this.seconds = Math.round(performance.now() - startedAt) / 1_000;
    },
  };
}

const words = { passed: 'ok', failed: 'not ok', skipped: 'skipped' };

/** A line per set. */
export function tableOf(reports) {
  const rows = [
    ['set', 'passed', 'failed', 'skipped', 'seconds'],
    ...reports.map(({ name, passed, failed, skipped, seconds }) => [
      name,
      passed,
      failed,
      skipped,
      seconds.toFixed(1),
    ]),
  ];
  const line = ([name, ...cells]) => name.padEnd(20) + cells.map((cell) => String(cell).padStart(9)).join('');
  return `\n${rows.map(line).join('\n')}`;
}
