import { membersBy } from './oracle-members.mjs';
import { rules } from './oracle-rules.mjs';
import { readLog } from './requests.mjs';

const sorted = (list) => [...list].sort();
const isSame = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/**
 * Holds what `certify` said of a run against the oracle.
 *
 * @returns `problems`, in a sentence each; whether the final members or the name are others than they should be; the rules
 * that are broken, and those that cannot be decided.
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
  const broken = [];
  const undecided = [];
  for (const { id, verdict, breaches } of report.contract.rules) {
    const isBroken = rules[id]?.(entries, effects) ?? (rules[id] === undefined ? false : undefined);
    if (isBroken === undefined) undecided.push(id);
    if (isBroken) broken.push(id);
    if (isBroken && verdict !== 'broken') problems.push(`${id} is ${verdict}, but was broken`);
    if (isBroken === false && verdict === 'broken') {
      problems.push(`${id} is broken, but was kept: ${breaches[0].message}`);
    }
  }
  return { problems, membersDiffer, broken, undecided };
}
