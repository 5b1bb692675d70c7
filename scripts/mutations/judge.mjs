import { membersBy } from './oracle-members.mjs';
import { rules } from './oracle-rules.mjs';
import { readLog } from './requests.mjs';

const sorted = (list) => [...list].sort();
const isSame = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Why a rule can miss that it was broken. */
export const whyMissed =
  'a body that is no JSON has no keys that can be read, so nobody knows whose request it is: it is in no journal of a workspace';

/**
 * Holds what `certify` said of a run against the oracle.
 *
 * @returns `problems`, in a sentence each; whether the final members or the name are others than they should be; the rules
 * that are broken, those that cannot be decided, and those that are missed for a known reason (`whyMissed`).
 */
export function judge({ scenario, report, ids, log }) {
  const entries = readLog(log);
  const { members, name, effects } = membersBy(scenario, entries);
  const { expect } = scenario;
  const membersDiffer = !isSame(members, expect.members) || name !== expect.name;
  const problems = [];
  if (!isSame(members, ids)) {
    problems.push(`The oracle has other members than the emulator: ${members.length}, not ${ids.length}`);
  }
  const told = report.members.find(({ when }) => when === 'at the end').problems;
  if (membersDiffer && told.length === 0) {
    problems.push(`The comparison told nothing; ${members.length} members, called ${name}`);
  }
  if (!membersDiffer && told.length > 0) problems.push(`The comparison told: ${told[0]}`);
  // By all that arrived, and by what can be seen to be of this workspace.
  const seen = readLog(log).filter((its) => !its.isStray);
  const effectsSeen = membersBy(scenario, seen).effects;
  for (const [index, its] of seen.entries()) its.index = index;
  const broken = [];
  const undecided = [];
  const missed = [];
  for (const { id, verdict, breaches } of report.contract.rules) {
    const [isBroken, isSeen] =
      rules[id] === undefined ? [false, false] : [rules[id](entries, effects), rules[id](seen, effectsSeen)];
    if (isBroken) broken.push(id);
    if (isBroken && isSeen === false) missed.push(id);
    if (isSeen === undefined) undecided.push(id);
    if (isSeen && verdict !== 'broken') problems.push(`${id} is ${verdict}, but was broken`);
    if (isSeen === false && verdict === 'broken') {
      problems.push(`${id} is broken, but was kept: ${breaches[0].message}`);
    }
  }
  return { problems, membersDiffer, broken, undecided, missed };
}
