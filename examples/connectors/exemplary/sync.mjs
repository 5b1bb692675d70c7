// Brings an audience to a Braze cohort: one run is one sync. Plain Node, no packages.
import { readAudience } from './audience.mjs';
import { Braze, Refused } from './braze.mjs';
import { batchesOf, changesBetween, identifiersOf, withoutIdentified } from './changes.mjs';
import { readState, writeState } from './state.mjs';
import { createMissing } from './users.mjs';

const {
  BRAZE_COHORT_ID: cohortId,
  BRAZE_COHORT_NAME: name,
  BRAZE_COHORT_CREATED_AT: createdAt,
  BRAZE_EMULATOR_AUDIENCE_CSV: audienceFile,
  BRAZE_EMULATOR_STATE_DIR: stateFolder,
  CREATE_USERS: createsUsers,
} = process.env;

async function sync() {
  const braze = new Braze(process.env);
  const state = readState(stateFolder);
  const people = readAudience(audienceFile);
  state.members = withoutIdentified(state.members, people);
  const { add, remove } = changesBetween(state.members, people);
  // A cohort that nobody was ever in need not be there.
  if (state.name === undefined && add.length === 0) return console.log('Nobody is in the audience');
  if (state.name !== name) {
    await braze.nameCohort(cohortId, name, createdAt);
    state.name = name;
    writeState(stateFolder, state);
  }
  const refused = createsUsers ? await createMissing(braze, add) : new Set();
  const added = add.filter(({ value }) => !refused.has(value));
  for (const batch of batchesOf(added, remove)) {
    await braze.changeMembers(cohortId, batch);
    // At once, so that a sync that fails later goes on from here.
    state.members = identifiersOf(state.members, batch);
    writeState(stateFolder, state);
  }
  console.log(`${added.length} added, ${remove.length} removed`);
}

try {
  await sync();
} catch (error) {
  console.error(error instanceof Refused ? error.message : error);
  process.exitCode = 1;
}
