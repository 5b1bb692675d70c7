// The story that this emulator is for, on real traffic: a reverse-ETL tool syncs an audience of a 10,000 row warehouse
// into a Braze cohort, twice, and the emulator tells what Braze would not. Run with `npm run demo`. Ends with exit code 1
// when the cohort is not what the warehouse expects.
import { startEmulator } from '../dist/library/index.js';
import { sendToCohort } from './demo/campaign.mjs';
import { CohortConnector } from './demo/connector.mjs';
import { grouped, paint, printCount, printHeading, progressBar } from './demo/print.mjs';
import {
  earlierSignIns,
  expectedMembers,
  lapsedCustomers,
  makeCustomers,
  oneDayLater,
} from './demo/warehouse.mjs';
import { DemoWorkspace } from './demo/workspace.mjs';

const customersCount = 10_000;
const firstDayAt = Date.parse('2026-03-02T06:00:00Z');
const dayMs = 24 * 60 * 60 * 1_000;
const cohort = {
  cohortId: 'lapsed-60',
  name: 'Lapsed for 60 days',
  createdAt: new Date(firstDayAt).toISOString(),
};

/** The chapters in order. Each takes the story as it stands and goes on from there. */
const chapters = [fillWorkspace, syncEverybody, syncWhatChanged, sendToAudience];

const startedAt = performance.now();
const story = await begin();
try {
  for (const tell of chapters) await tell(story);
} finally {
  await story.stop();
}
console.log(`\nDone in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`);
if (!story.isAsExpected) process.exitCode = 1;

/** Starts the server. What the chapters share. */
async function begin() {
  let now = firstDayAt;
  // What became of the identifiers of each request. Braze tells nobody; the emulator does.
  const outcomes = [];
  const { url, stop } = await startEmulator({
    clock: { now: () => now },
    onRequest: ({ outcome }) => outcome && outcomes.push(outcome),
  });
  const workspace = await DemoWorkspace.create(url, 'demo');
  const { restEndpoint, partner, partnerApiKey, dataImportKey } = workspace;
  return {
    url,
    stop,
    workspace,
    connector: new CohortConnector({ restEndpoint, partner, partnerApiKey, dataImportKey, cohort }),
    customers: makeCustomers(customersCount),
    isAsExpected: true,
    /** Takes what was told since it was last taken. */
    takeOutcomes: () => outcomes.splice(0),
    today: () => new Date(now).toISOString().slice(0, 10),
    passDay() {
      now += dayMs;
    },
  };
}

async function fillWorkspace({ url, workspace, customers }) {
  console.log(paint('dim', `Emulator at ${url}`));
  const profilesCount = await workspace.addCustomers(customers, progressBar('Adding profiles'));
  const signIns = earlierSignIns(customers);
  await workspace.signIn(signIns, progressBar('Signing in'));
  printHeading('The warehouse, and what Braze knows of it');
  printCount('customers in the warehouse', customers.length);
  printCount('profiles in Braze', profilesCount);
  printCount('of them signed in already', signIns.length, 'the warehouse still has only their device ids');
}

async function syncEverybody(story) {
  printHeading(`Run 1, ${story.today()}: everybody who lapsed`);
  await syncAndTell(story);
}

async function syncWhatChanged(story) {
  story.passDay();
  const { customers, signIns } = oneDayLater(story.customers);
  story.customers = customers;
  await story.workspace.signIn(signIns, progressBar('Signing in'));
  printHeading(`Run 2, ${story.today()}: only what changed`);
  printCount('signed in since', signIns.length);
  await syncAndTell(story);
}

async function sendToAudience(story) {
  const { workspace, customers } = story;
  const members = await workspace.readMembers(cohort.cohortId);
  const isAsExpected = await sendToCohort(workspace, cohort, customers, members);
  story.isAsExpected &&= isAsExpected;
}

/** One run of the connector, then the account of it. */
async function syncAndTell(story) {
  const { connector, workspace, customers } = story;
  const audience = lapsedCustomers(customers);
  const sent = await connector.sync(customers, audience, progressBar('Syncing'));
  printCount('audience in the warehouse', audience.length);
  printSent(sent);
  printOutcome(sumOutcomes(story.takeOutcomes()));
  const { member_count: membersCount } = await workspace.readCohort(cohort.cohortId);
  printCount('members at the end', membersCount);
  const isSame = printCheck(
    expectedMembers(audience),
    await workspace.readMembers(cohort.cohortId),
    membersCount,
  );
  story.isAsExpected &&= isSame;
}

function printSent({ toAdd, toRemove, requests, byKind }) {
  const kinds = `${grouped(byKind.user_ids)} user_ids, ${grouped(byKind.aliases)} aliases, ${grouped(byKind.device_ids)} device_ids`;
  printCount('sent', toAdd + toRemove, `in ${requests} request${requests === 1 ? '' : 's'}: ${kinds}`);
  printCount('  to add', toAdd);
  printCount('  to remove', toRemove);
}

function printOutcome(outcome) {
  printCount('added', outcome.added);
  printCount('already members', outcome.already_member);
  printCount('removed', outcome.removed);
  printCount('to remove, but no member', outcome.not_member);
  printCount('unknown to Braze', outcome.unknown);
  printCount('device ids skipped, owner identified', outcome.skipped);
}

function sumOutcomes(outcomes) {
  const sum = (countOf) => outcomes.reduce((total, outcome) => total + countOf(outcome), 0);
  return {
    added: sum(({ added }) => added),
    already_member: sum((its) => its.already_member),
    removed: sum(({ removed }) => removed),
    not_member: sum((its) => its.not_member),
    unknown: sum(
      ({ unknown }) => unknown.user_ids.length + unknown.device_ids.length + unknown.aliases.length,
    ),
    skipped: sum((its) => its.skipped_identified.device_ids.length),
  };
}

/** @returns Whether the cohort holds exactly whom the warehouse expects. */
function printCheck(expected, actual, membersCount) {
  const missing = [...expected].filter((person) => !actual.has(person)).length;
  const extra = [...actual].filter((person) => !expected.has(person)).length;
  const isSame = missing === 0 && extra === 0 && membersCount === expected.size;
  const verdict = isSame
    ? paint('green', 'ok, the same people')
    : paint('red', `DIFFERENT: ${grouped(missing)} missing, ${grouped(extra)} too many`);
  printCount('expected by the warehouse', expected.size, verdict);
  return isSame;
}
