// A connector with the mistakes that one finds in connectors. Without FAULT it makes none; faults.json lists them.
import { readFileSync } from 'node:fs';
import { readAudience } from '../exemplary/audience.mjs';
import { readState, writeState } from '../exemplary/state.mjs';
import { Braze } from './braze.mjs';
import { batchesOf, changesBetween } from './changes.mjs';
import { createMissing } from './users.mjs';

const {
  BRAZE_COHORT_ID: cohortId,
  BRAZE_COHORT_NAME: name,
  BRAZE_COHORT_CREATED_AT: createdAt,
  BRAZE_EMULATOR_AUDIENCE_CSV: audienceFile,
  BRAZE_EMULATOR_STATE_DIR: stateFolder,
  CREATE_USERS: createsUsers,
  FAULT: fault,
} = process.env;

const faults = JSON.parse(readFileSync(new URL('faults.json', import.meta.url), 'utf8'));
if (fault && !faults.some((its) => its.fault === fault)) {
  console.error(`There is no fault '${fault}'; there are ${faults.map((its) => its.fault).join(', ')}`);
  process.exit(2);
}

/** The time that the cohort was created, or what a mistake makes of it. */
function creationTime() {
  if (fault === 'created_at_epoch') return Date.parse(createdAt);
  return fault === 'created_at_now' ? new Date().toISOString() : createdAt;
}

async function nameCohort(braze, state) {
  if (fault === 'never_names' || state.name === name) return;
  try {
    await braze.nameCohort(cohortId, name, creationTime());
  } catch (error) {
    if (fault !== 'fills_without_name') throw error;
  }
  state.name = name;
  writeState(stateFolder, state);
}

async function sync() {
  const braze = new Braze(process.env, fault);
  const state = readState(stateFolder);
  const told = fault === 'whole_audience_again' ? [] : state.members;
  const { add, remove, all } = changesBetween(state.members, told, readAudience(audienceFile), fault);
  if (state.name === undefined && add.length === 0) return;
  await nameCohort(braze, state);
  const refused = createsUsers ? await createMissing(braze, add, fault) : new Set();
  for (const batch of batchesOf(
    add.filter(({ value }) => !refused.has(value)),
    remove,
    fault,
  )) {
    await braze.changeMembers(cohortId, batch);
    if (fault !== 'whole_audience_again') {
      const gone = new Set(batch.remove.map((its) => JSON.stringify(its)));
      state.members = [...state.members.filter((its) => !gone.has(JSON.stringify(its))), ...batch.add];
      writeState(stateFolder, state);
    }
  }
  state.members = all.filter(({ value }) => !refused.has(value));
  writeState(stateFolder, state);
}

try {
  await sync();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
