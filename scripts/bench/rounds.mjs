// Measures cases in rounds, so that a machine that is slow for a while is slow for all of them.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/**
 * @typedef {object} Contender
 * @property {string} by  Who it is, as tables call it.
 * @property {(shared: any) => any} [prepare]  Makes what one run works on, where that is not the same for all.
 * @property {(work: any) => Promise<Did | void> | Did | void} run
 * @property {() => number} [clock]  What it is timed by, in ms. Default: the time that passes.
 */

/** How many a run did, where that is not the case's `amount`, and how long it took by its own clock. @typedef {{ amount?: number, ms?: number }} Did */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} unit  Ends with `/s` when it is told how many a second; otherwise `ms`, how long each takes.
 * @property {number} [amount]  How many one run does. Default 1.
 * @property {() => any} [prepare]  Makes what one run works on; all contenders get the same.
 * @property {Contender[]} contenders
 */

/**
 * Runs all cases `rounds` times, after a round that is thrown away, which compiles code and fills caches. The order of cases
 * rotates. In a round the contenders have their runs of a case in turns, there and back again, so that none gains from a
 * machine that becomes slower or faster.
 *
 * @param {Case[]} cases
 * @param {number} rounds
 * @param {{ runsPerRound?: number, isWarmed?: boolean }} [options]  `isWarmed`: whether there is the round that is thrown away.
 */
export async function measure(cases, rounds, { runsPerRound = 2, isWarmed = true } = {}) {
  const times = cases.map(({ contenders }) => contenders.map(() => []));
  for (let round = isWarmed ? 0 : 1; round <= rounds; round++) {
    for (let turn = 0; turn < cases.length; turn++) {
      const index = (round + turn) % cases.length;
      const taken = await runInTurns(cases[index], runsPerRound, round % 2 === 1);
      if (round === 0) continue;
      for (const [contender, ms] of taken.entries()) times[index][contender].push(ms);
    }
  }
  return cases.map(({ name, unit, contenders }, index) => {
    const told = (ms) => (isRate(unit) ? 1_000 / ms : ms);
    const samplesBy = contenders.map(({ by }, contender) => [by, times[index][contender].map(told)]);
    return resultOf(name, unit, Object.fromEntries(samplesBy));
  });
}

export function isRate(unit) {
  return unit.endsWith('/s');
}

/** @returns How many ms each contender took for one, on average. */
async function runInTurns({ prepare = () => {}, amount = 1, contenders }, runsPerRound, isReversed) {
  const order = [...contenders.keys()];
  if (isReversed) order.reverse();
  const sums = contenders.map(() => ({ ms: 0, amount: 0 }));
  for (let run = 0; run < runsPerRound; run++) {
    const shared = prepare();
    for (const index of order) {
      const contender = contenders[index];
      const work = contender.prepare === undefined ? shared : await contender.prepare(shared);
      // What was made for the runs before is no part of this one.
      collectGarbage();
      const now = contender.clock ?? (() => performance.now());
      const started = now();
      const did = (await contender.run(work)) ?? {};
      sums[index].ms += did.ms ?? now() - started;
      sums[index].amount += did.amount ?? amount;
    }
    order.reverse();
  }
  return sums.map((sum) => sum.ms / sum.amount);
}

/**
 * A case in numbers.
 *
 * @param {Record<string, number[]>} samplesBy  What was measured of each contender, by round.
 */
export function resultOf(name, unit, samplesBy) {
  const spreads = Object.entries(samplesBy).map(([by, samples]) => [by, { ...spreadOf(samples), samples }]);
  return { name, unit, contenders: Object.fromEntries(spreads) };
}

/** The median of one contender's figures in relation to another's, round by round, with the least and the greatest. */
export function ratioOf({ contenders }, by, to) {
  return spreadOf(contenders[by].samples.map((sample, round) => sample / contenders[to].samples[round]));
}

/** The least, the middle and the greatest. */
function spreadOf(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}
