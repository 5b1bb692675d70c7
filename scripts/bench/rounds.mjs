// Measures cases in rounds, so that a machine that is slow for a while is slow for all of them.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** How many runs of a case each build has in a round. */
export const runsPerRound = 4;

/**
 * @template Work
 * @typedef {object} Case
 * @property {string} name
 * @property {'per second' | 'ms'} unit  What it is told in: how many a second, or how long each takes.
 * @property {number} [amount]  How many one run does. Default 1.
 * @property {() => Work} [prepare]  Makes what one run works on; both builds get the same.
 * @property {((work: Work) => unknown)[]} runs  One for each build.
 * @property {(() => number)[]} [clocks]  What each build is timed by, in ms. Default: the time that passes.
 */

/**
 * Runs all cases `rounds` times, after a round that is thrown away, which compiles code and fills caches. The order of cases
 * rotates. In a round the builds have their runs of a case in the order this, other, other, this, and so on (in the next round
 * the other way round), so that neither gains from a machine that becomes slower or faster.
 *
 * @param {Case<any>[]} cases
 * @param {number} rounds
 */
export async function measure(cases, rounds) {
  const samples = cases.map(({ runs }) => runs.map(() => []));
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < cases.length; turn++) {
      const index = (round + turn) % cases.length;
      const taken = await runBoth(cases[index], round % 2 === 1);
      if (round === 0) continue;
      for (const [build, ms] of taken.entries()) samples[index][build].push(ms);
    }
  }
  return cases.map((its, index) => resultOf(its, samples[index]));
}

/** @returns How many ms one run took each build, on average. */
async function runBoth({ prepare = () => {}, runs, clocks = [] }, isReversed) {
  const order = runs.map((_, build) => build);
  if (isReversed) order.reverse();
  const taken = runs.map(() => 0);
  for (let run = 0; run < runsPerRound; run++) {
    const work = prepare();
    for (const build of order) {
      // What was made for the runs before is no part of this one.
      collectGarbage();
      const now = clocks[build] ?? (() => performance.now());
      const started = now();
      await runs[build](work);
      taken[build] += (now() - started) / runsPerRound;
    }
    order.reverse();
  }
  return taken;
}

/**
 * A case in numbers. The ratio is how fast this build is to how fast the other is, round by round: below 1, this one is
 * slower.
 *
 * @param {{ name: string, unit: 'per second' | 'ms', amount?: number }} its
 * @param {number[][]} times  In ms, of this build and, when there is one, of the other.
 */
export function resultOf({ name, unit, amount = 1 }, [times, otherTimes]) {
  const told = (ms) => (unit === 'ms' ? ms / amount : (amount * 1_000) / ms);
  const result = { name, unit, this: spreadOf(times.map(told)) };
  if (otherTimes === undefined) return result;
  const ratios = times.map((ms, round) => otherTimes[round] / ms);
  return { ...result, other: spreadOf(otherTimes.map(told)), ratio: spreadOf(ratios) };
}

/** The least, the middle and the greatest. */
function spreadOf(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}
