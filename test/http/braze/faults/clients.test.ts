import { expect, test } from 'vitest';
import { readPage } from '../../../support/docs/pages.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { inject } from '../../../support/faults.js';
import { httpClients } from '../../../support/http/http-clients.js';
import { aUser } from '../../../support/users/users.js';

// What clients of four kinds see of each effect, held to the table of the guide.

const present = httpClients.filter((client) => client.isPresent);
const absent = httpClients.filter((client) => !client.isPresent).map(({ name }) => name);
if (absent.length > 0) console.warn(`NOT OBSERVED, because not on this machine: ${absent.join(', ')}`);

/** Nothing is applied, and no whole answer comes. */
const unapplied = [
  { close: 'reset' },
  { close: 'empty' },
  { close: 'truncated' },
  { close: 'hang' },
  { close: 'garbage' },
];
/** The request is applied, and no whole answer comes. */
const unanswered = [
  { lose_answer: true },
  { close: 'hang', applied: true },
  { hold: true },
  { answer_delay_ms: 86_400_000 },
  { cut_after_bytes: 10 },
  { drip: { bytes: 1, every_ms: 60_000 } },
];
/** A whole answer comes, and the request is applied. */
const applied = [
  { drip: { bytes: 1, every_ms: 10 } },
  { bytes_per_s: 100 },
  { status: 201, body: '' },
  { status: 201, body: '{"message":"suc', content_type: 'application/json' },
  { status: 204 },
  { status: 504, applied: true },
];
/** A whole answer comes, and the request is not applied. */
const refused = [
  { status: 502, body: '<html>Bad Gateway</html>', content_type: 'text/html' },
  { status: 201, body: { message: 'failed', errors: ['try later'] }, applied: false },
  { status: 302, headers: { Location: '/maintenance' } },
  { status: 502, headers: { 'Content-Encoding': 'gzip' } },
  { status: 429, rate_limit_headers: 'retry_after' },
];

interface Row {
  effect: string;
  /** By the name of the client. */
  seen: Map<string, string>;
}

/** The rows of the guide's table of what a client sees. */
function documentedRows(): Row[] {
  const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());
  const lines = readPage('docs/guides/faults.md').split('\n');
  const heading = lines.findIndex((line) => line.startsWith('| Effect | On the wire |'));
  const names = cellsOf(lines[heading]!);
  return lines.slice(heading + 2, lines.indexOf('', heading)).map((line) => {
    const cells = cellsOf(line).map((cell) => cell.replaceAll('`', ''));
    return { effect: cells[1]!, seen: new Map(names.map((name, place) => [name, cells[place]!])) };
  });
}

function documented(effect: object): Map<string, string> {
  return documentedRows().find((row) => row.effect === JSON.stringify(effect))!.seen;
}

/** Sends a change of a cohort with each client. @returns What each saw, and how often a cohort is there after that. */
async function observe(effect: object) {
  const t = await freshEmulator({
    transport: 'over a socket',
    workspace: { users: [aUser({ externalId: 'kim' })] },
  });
  const fault = await inject(t, { effect });
  const rows = documented(effect);
  // An answer that comes too late is waited for as long as it takes to be sure that it does not come at once.
  const timeLimitMs = [...rows.values()].includes('TimeoutError') ? 1_000 : 20_000;
  const url = `${t.url}/partners/hightouch/cohorts/users`;
  // Those that are processes first: they are started while nothing else goes on, and the others would count that time.
  const seen = await Promise.all(
    present
      .toReversed()
      .map(async ({ name, post }) => [name, await post(url, bodyAddingKim(t), timeLimitMs)]),
  );
  expect(seen.reverse()).toEqual(present.map(({ name }) => [name, rows.get(name)]));
  expect(t.emulator.getFault(t.workspace, fault.id).struck).toBe(present.length);
  return { t, cohortCount: t.emulator.listCohorts(t.workspace, { limit: 1 }).items.length };
}

function bodyAddingKim(t: TestEmulator): string {
  return JSON.stringify({
    partner_api_key: t.partnerApiKey,
    client_secret: t.dataImportKey,
    cohort_id: 'vip',
    cohort_changes: [{ user_ids: ['kim'] }],
  });
}

test('the guide has a row for each effect that clients were seen with, and no other', () => {
  const seen = [...unapplied, ...unanswered, ...applied, ...refused].map((effect) => JSON.stringify(effect));
  expect(
    documentedRows()
      .map((row) => row.effect)
      .sort(),
  ).toEqual(seen.sort());
});

test.each(unapplied)(
  'each client sees of %j the error that the guide names; nothing is applied',
  async (effect) => {
    const { t, cohortCount } = await observe(effect);
    expect(cohortCount).toBe(0);
    expect(t.finished.map(({ status }) => status)).toEqual(present.map(() => null));
  },
);

test.each(unanswered)(
  'each client sees of %j the error that the guide names; it is applied',
  async (effect) => {
    expect((await observe(effect)).cohortCount).toBe(1);
  },
);

test.each(applied)(
  'each client sees of %j the status that the guide names; it is applied',
  async (effect) => {
    expect((await observe(effect)).cohortCount).toBe(1);
  },
);

test.each(refused)(
  'each client sees of %j the status that the guide names; nothing is applied',
  async (effect) => {
    expect((await observe(effect)).cohortCount).toBe(0);
  },
);
