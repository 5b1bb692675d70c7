import { createHash } from 'node:crypto';
import type { Decision, DecisionNote } from '../../../../src/domain/journal/journal.js';
import type { JsonObject, JsonValue } from '../../../../src/domain/json.js';
import type { CampaignInput } from '../../../../src/domain/messaging/campaign.js';
import { apiTriggered } from '../../../../src/domain/messaging/campaign.js';
import type { CohortInput } from '../../../../src/domain/seed/blueprint.js';
import type { SegmentInput } from '../../../../src/domain/segments/definition.js';
import type { NewUserProfile } from '../../../../src/domain/users/user-profile.js';
import { rateLimitBuckets } from '../../../../src/domain/workspaces/rate-limit.js';
import type { Behaviour } from '../../../../src/domain/workspaces/workspace.js';
import { createEmulator, type Emulator } from '../../../../src/emulator.js';
import { createApp } from '../../../../src/http/app.js';
import type { WorkspaceView } from '../../../../src/operations/workspaces/create-workspace.js';
import { SeededRandom } from '../../../../src/platform/random.js';
import { Database } from '../../../../src/store/database.js';
import { exportLineOf } from '../../../../src/wire/braze/segments/export.js';
import { ManualClock } from '../../manual-clock.js';
import { aDefinition, cohortGroup } from '../../segments/segments.js';
import { allPeople, sharings, somePeople } from './people.js';
import { known } from './values.js';

/** What a request came to. */
export interface Trial {
  isAccepted: boolean;
  /** A digest of all that is there afterwards and that a caller can see somewhere. */
  effect: string;
  /** What the journal says had no effect. */
  notes: DecisionNote[];
  /** What the journal says of a refusal. */
  refusal?: DecisionNote;
}

/** A world of people in which a request can be tried, and is taken back. */
export interface World {
  /** What is there, or would be answered, without a request to an endpoint. */
  untouched(path: string): string;
  partnerApiKey: string;
  attempt(path: string, body: JsonValue): Promise<Trial>;
  close(): void;
}

/** The worlds that bodies are tried in. Each has the same keys, cohorts, segments, campaigns and schedules. */
export interface Worlds {
  /** Some of those named are there. */
  main: World;
  /** The same, strict. */
  strict: World;
  /** Where what decides by who is there decides otherwise: nobody; everybody, who share addresses in several ways. */
  others: World[];
}

/** Its effect is what it answers. */
export const exportPath = '/users/export/ids';

export function openWorlds(): Worlds {
  const members = [{ externalId: 'c' }, { externalId: 'b' }];
  return {
    main: openWorld(somePeople, members),
    strict: openWorld(somePeople, members, 'strict'),
    others: [openWorld([], []), ...sharings.map((sharing, place) => populous(allPeople(sharing), place))],
  };
}

function populous(people: NewUserProfile[], place: number): World {
  const identified = people.flatMap(({ externalId }) => (externalId === null ? [] : [{ externalId }]));
  return openWorld(
    people,
    identified.filter((_, index) => index % 2 === place % 2),
  );
}

function openWorld(
  users: NewUserProfile[],
  members: CohortInput['members'],
  strictness: Behaviour['strictness'] = 'lenient',
): World {
  const database = Database.open();
  const random = new SeededRandom('accounting');
  const emulator = createEmulator({ database, random, clock: new ManualClock() });
  const cohort = (cohortId: string) => ({ partner: 'hightouch', cohortId, name: cohortId });
  const workspace = emulator.createWorkspace({
    users,
    partners: [{ partner: 'hightouch', dataImportKeys: ['accounting-data-import-key'] }],
    restApiKeys: [{ key: 'accounting-rest-api-key' }],
    behaviour: { rateLimits, cohortRequestsPerHour: 1_000_000_000, strictness },
    dataSettings: {
      blocklistedEvents: ['blocked'],
      customAttributes: [
        { name: 'secret', isBlocklisted: true },
        { name: 'score', type: 'number', isBlocklisted: false },
      ],
    },
    cohorts: [
      { ...cohort('c'), createdAt: '2026-02-01T09:00:00Z', members },
      { ...cohort('c-2'), members: [] },
    ],
    segments: [
      { ...aSegment(known.segment), definition: aDefinition() },
      { ...aSegment(known.goldSegment), definition: aDefinition({ groups: [cohortGroup('c')] }) },
    ],
    campaigns: [
      aCampaign(known.campaign),
      aCampaign(known.otherCampaign),
      aCampaign(known.pausedCampaign, { isEnabled: false }),
      anApiCampaign(known.apiCampaign),
      anApiCampaign(known.otherApiCampaign),
    ],
    canvases: [aCampaign(known.canvas), aCampaign(known.otherCanvas)],
  });
  const journaled: { decision?: Decision } = {};
  const app = createApp(emulator, {
    onFinished: (finished) => {
      journaled.decision = finished.decision;
    },
    onDefect: (error) => {
      throw error;
    },
  });
  const request = async (path: string, body: JsonValue) => {
    const answer = await app.request(`http://127.0.0.1${path.replace('{partner}', 'hightouch')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer accounting-rest-api-key' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return { isAccepted: answer.status < 300, json: JSON.parse(text) };
  };
  const isEverybodyThere = users.length > somePeople.length;
  const brazeIds = [...known.brazeIds, ...(isEverybodyThere ? [known.otherBrazeId] : [])];
  giveKnownIds(database, emulator, workspace, brazeIds);
  const stored = storedText(database, emulator, workspace);
  const { position } = random;

  const untouched = digest(stored());
  const trials = new TrialMemory();
  return {
    untouched: (path) => (path === exportPath ? digest('[]') : untouched),
    partnerApiKey: workspace.partners[0]?.partnerApiKey ?? '',
    attempt: (path, body) =>
      trials.of(path, body, async () => {
        random.position = position;
        database.run('BEGIN');
        try {
          const { isAccepted, json } = await request(path, body);
          const { decision } = journaled;
          return {
            isAccepted,
            effect: digest(path === exportPath && isAccepted ? JSON.stringify(json.users) : stored()),
            notes: decision?.kind === 'accepted' ? decision.notes : [],
            ...(decision?.kind === 'refused' && { refusal: decision }),
          };
        } finally {
          database.run('ROLLBACK');
        }
      }),
    close: () => emulator.close(),
  };
}

/** The trials of one endpoint: bodies that differ come to the same where they are cut down. */
class TrialMemory {
  private path = '';
  private readonly trials = new Map<string, Promise<Trial>>();

  of(path: string, body: JsonValue, attempt: () => Promise<Trial>): Promise<Trial> {
    if (path !== this.path) this.trials.clear();
    this.path = path;
    const key = digest(JSON.stringify(body));
    const trial = this.trials.get(key) ?? attempt();
    this.trials.set(key, trial);
    return trial;
  }
}

const hourMs = 3_600_000;

const digest = (text: string) => createHash('sha1').update(text).digest('base64');

const rateLimits = Object.fromEntries(
  Object.values(rateLimitBuckets).map(({ name }) => [name, 1_000_000_000]),
);

function aSegment(id: string): SegmentInput & { id: string } {
  return {
    id,
    name: id,
    textDescription: '',
    tags: [],
    teams: [],
    isAnalyticsTracked: false,
    definition: aDefinition(),
  };
}

function aCampaign(id: string, fields: Partial<CampaignInput> = {}): CampaignInput {
  return {
    id,
    name: id,
    description: '',
    target: { segmentIds: [], additionalFilters: { groupsOp: 'and', groups: [], exclusionGroups: [] } },
    isEnabled: true,
    isArchived: false,
    isDraft: false,
    isApiCampaign: false,
    tags: [],
    teams: [],
    details: details({}),
    ...fields,
  };
}

function anApiCampaign(id: string): CampaignInput {
  const channels = { v: { channel: 'email' }, 'v-2': { channel: 'email' }, p: { channel: 'apple_push' } };
  return aCampaign(id, { isApiCampaign: true, details: details(channels) });
}

function details(messages: JsonObject): CampaignInput['details'] {
  return {
    scheduleType: apiTriggered,
    channels: [],
    hasPostLaunchDraft: false,
    messages,
    conversionBehaviors: [],
    variants: [],
    steps: [],
  };
}

/** Adds what a workspace cannot be made with, under the ids that bodies name. */
function giveKnownIds(
  database: Database,
  emulator: Emulator,
  workspace: WorkspaceView,
  brazeIds: readonly string[],
): void {
  for (const [number, brazeId] of brazeIds.entries()) {
    database.run('UPDATE profiles SET braze_id = ? WHERE number = ?', brazeId, number);
  }
  const renames = { operation: 'renameExternalIds', requestId: '' } as const;
  emulator.acceptChange(workspace, {
    ...renames,
    input: [{ currentExternalId: 'old', newExternalId: 'new' }],
  });
  const a = emulator.findUsers(workspace, { externalId: 'a' }, { limit: 1 });
  if (a.items.length > 0) giveTokens(emulator, workspace);
  for (const id of [known.campaign, known.otherCampaign, known.apiCampaign]) {
    for (const sendId of ['spring', 'summer']) emulator.createSendId(workspace, id, sendId);
  }
  const time = Date.UTC(2026, 1, 4, 9);
  const broadcast = { recipients: null, properties: {} };
  for (const [index, id] of known.schedules.entries()) {
    const kind = index < 2 ? 'campaign' : 'canvas';
    // The last one has begun in the east.
    const when = { time: index === 3 ? time - 12 * hourMs : time, isLocal: index % 2 === 1 };
    const { scheduleId } = emulator.createSchedule(workspace, kind, known[kind], when, broadcast);
    database.run('UPDATE schedules SET id = ? WHERE id = ?', id, scheduleId);
    database.run('UPDATE due_work SET work = replace(work, ?, ?)', scheduleId, id);
  }
}

function giveTokens(emulator: Emulator, workspace: WorkspaceView): void {
  const object = { recipient: { externalId: 'a' }, mayCreate: false, updates: [], ignored: [], path: '' };
  const pushTokens = [{ appId: 'app', token: 't', deviceId: 'device-a' }];
  const attributes = [{ ...object, pushTokens, isPushTokenImport: false }];
  const input = { attributes, events: [], purchases: [] };
  emulator.acceptChange(workspace, { operation: 'trackUsers', requestId: '', input });
}

/** Columns that no caller ever sees, or that tell of what was not done. */
const unseenColumns = new Set([
  // Only the order of updates counts, and rows come in that order.
  'profiles.revision',
  'workspaces.next_revision',
  'workspaces.blueprint',
  'cohorts.latest_created_at',
  // Only wakes those who wait for a cohort.
  'cohorts.change_count',
  'sends.dropped',
]);

/** All rows of what happened as one text; not of the tables that tell of requests. */
function storedText(database: Database, emulator: Emulator, workspace: WorkspaceView): () => string {
  const untold = /^(journal|known_keys|random_positions|sqlite_)/;
  const special = new Set(['schedules', 'segment_exports']);
  const tables = database
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .filter(({ name }) => !untold.test(name) && !special.has(name));
  const selects = tables.map(({ name }) => {
    const columns = database
      .all<{ name: string; type: string }>(`SELECT name, type FROM pragma_table_info('${name}')`)
      .filter((column) => !unseenColumns.has(`${name}.${column.name}`))
      .map((column) => (column.type === 'BLOB' ? `hex(${column.name})` : column.name));
    const order = name === 'profiles' ? ' ORDER BY revision' : '';
    return `SELECT '${name}' || json_group_array(json_array(${columns})${order}) AS text FROM ${name}`;
  });
  const sql = selects.join(' UNION ALL ');
  const lines = exportLines(emulator, workspace);
  return () =>
    [
      ...database.all<{ text: string }>(sql).map(({ text }) => text),
      ...database.all<Row>('SELECT * FROM schedules').map(withoutPlaces),
      ...database.all<Row>('SELECT * FROM segment_exports').map(lines),
    ].join('\n');
}

type Row = Record<string, unknown>;

/** A schedule without the places that its recipients had in their request, and what of them had no effect there. */
function withoutPlaces(schedule: Row): string {
  const places = new Set(['path', 'attributesPath', 'ignored']);
  const request = JSON.parse(String(schedule.request), (name, value) =>
    places.has(name) ? undefined : value,
  );
  return JSON.stringify({ ...schedule, request });
}

/** Of an export what its file would have, and who is told. */
function exportLines(emulator: Emulator, workspace: WorkspaceView): (row: Row) => string {
  const everyone = emulator.listUsers(workspace, { limit: 1_000 }).items.map(({ brazeId }) => ({ brazeId }));
  const { users } = emulator.exportUsers(workspace, everyone);
  return ({ segment_id, callback_endpoint, fields, custom_attributes }) => {
    const lineOf = exportLineOf({
      fields: JSON.parse(String(fields)),
      customAttributes: JSON.parse(String(custom_attributes)),
    });
    return JSON.stringify({ segment_id, callback_endpoint, lines: users.map(lineOf) });
  };
}
