import type { Decision, DecisionNote } from '../../../src/domain/journal/journal.js';
import type { JsonObject, JsonValue } from '../../../src/domain/json.js';
import { createApp } from '../../../src/http/app.js';
import { SeededRandom } from '../../../src/platform/random.js';
import { Database } from '../../../src/store/database.js';
import type { BrazeEndpoint } from '../../../src/wire/braze/endpoint.js';
import { brazeEndpoints } from '../../../src/wire/braze/endpoints.js';
import { workspaceOf } from '../control.js';
import { freshEmulator } from '../emulator.js';
import { ManualClock } from '../manual-clock.js';
import { aDefinition, addSegment } from '../segments/segments.js';
import { anAlias, aUser } from '../users/users.js';

/** What a request did: its answer, all that is stored afterwards, and what the journal says had no effect. */
export interface Trial {
  isAccepted: boolean;
  /** All that is stored then, or, of an export, its answer: in one text, to compare. */
  effect: string;
  notes: DecisionNote[];
}

/** An emulator in which a request can be tried, and is taken back. */
export interface AccountingWorld {
  attempt(endpointName: string, body: JsonValue): Promise<Trial>;
  /** A body of test/support/bodies.ts with ids that are known here. */
  adopt(endpointName: string, body: JsonObject): JsonObject;
}

/** What the journal keeps, and what is counted up with it, is not an effect. */
const untold = /^(journal|known_keys|random_positions|sqlite_)/;

const uuid = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
const names = [
  'users_track',
  'users_shared',
  'external_ids_rename',
  'external_ids_remove',
  'export_ids',
  'export_ids_fields',
  'broadcast',
  'broadcast_audience',
  'sends_id_create',
  'shared',
];

/** People whom the bodies of test/support/bodies.ts name, and some whom they do not. */
const users = [
  aUser({
    externalId: 'a',
    deviceIds: ['device-a'],
    attributes: { plan: 'gold', first_name: 'Ada', email_subscribe: 'opted_in' },
  }),
  aUser({ externalId: 'b', attributes: { email: 'b@example.test', phone: '+4930111111' } }),
  aUser({ externalId: 'c', aliases: [anAlias('crm:c-3')], attributes: { email_subscribe: 'opted_in' } }),
  aUser({ externalId: 'old', attributes: { plan: 'old' } }),
  aUser({ aliases: [anAlias('crm:c-1')], attributes: { plan: 'silver', city: 'Oslo' } }),
  aUser({ aliases: [anAlias('crm:o')] }),
  aUser({ deviceIds: ['d'] }),
  aUser({ attributes: { email: 'kim@example.test', plan: 'gold' } }),
  aUser({ attributes: { phone: '+4930123456' } }),
  aUser({ externalId: 'e', attributes: { email: 'e@example.test' } }),
];

export async function accountingWorld(): Promise<AccountingWorld> {
  const database = Database.open();
  const random = new SeededRandom('accounting');
  const t = await freshEmulator({
    database,
    random,
    clock: new ManualClock(),
    workspace: {
      users,
      cohorts: [
        {
          partner: 'hightouch',
          cohortId: 'c',
          name: 'c',
          members: [{ externalId: 'c' }, { externalId: 'b' }],
        },
      ],
    },
  });
  const control = workspaceOf(t);
  const must = async (verb: string, path: string, body: object) => {
    const answer = await control(verb, path, body);
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.json;
  };
  const rateLimits = Object.fromEntries(names.map((name) => [name, 1_000_000_000]));
  await must('PATCH', '', {
    behaviour: { rate_limits: rateLimits, cohort_requests_per_hour: 1_000_000_000 },
  });
  const segmentId = addSegment(t, { definition: aDefinition({ groups: [] }) }).id;
  await must('POST', '/campaigns', { id: uuid, name: 'C' });
  const apiCampaign = await must('POST', '/campaigns', {
    name: 'API',
    api_campaign: true,
    messages: { v: { channel: 'email' } },
  });
  const canvas = await must('POST', '/canvases', { name: 'V' });
  await t.rest('/sends/id/create', { campaign_id: uuid, send_id: 'spring' });
  await t.rest('/users/external_ids/rename', {
    external_id_renames: [{ current_external_id: 'old', new_external_id: 'new' }],
  });
  const plan = async (path: string, id: JsonObject) =>
    (await t.rest(path, { ...id, broadcast: true, schedule: { time: '2026-02-04T09:00:00Z' } })).json
      .schedule_id as string;
  const schedules = {
    campaign_id: await plan('/campaigns/trigger/schedule/create', { campaign_id: uuid }),
    canvas_id: await plan('/canvas/trigger/schedule/create', { canvas_id: canvas.id }),
  };
  const [profile] = t.emulator.listUsers(t.workspace, { limit: 1 }).items;
  const tables = database
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .map(({ name }) => name)
    .filter((name) => !untold.test(name));
  const stored = () =>
    JSON.stringify(
      tables.map((table) => database.all(`SELECT * FROM "${table}"`)),
      (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value),
    );
  let decision: Decision | undefined;
  const app = createApp(t.emulator, {
    onFinished: (finished) => {
      decision = finished.decision;
    },
    onDefect: (error) => {
      throw error;
    },
  });
  const keys = { partner_api_key: t.partnerApiKey, client_secret: t.dataImportKey };
  const { position } = random;

  return {
    async attempt(endpointName, body) {
      const endpoint: BrazeEndpoint = brazeEndpoints[endpointName as keyof typeof brazeEndpoints];
      const path = endpoint.path.replace('{partner}', 'hightouch');
      random.position = position;
      database.run('BEGIN');
      try {
        const answer = await app.request(`http://127.0.0.1${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${t.restApiKey}` },
          body: JSON.stringify(body),
        });
        const text = await answer.text();
        return {
          isAccepted: answer.status < 300,
          effect: endpointName === 'exportUsers' ? text : stored(),
          notes: decision?.kind === 'accepted' ? decision.notes : [],
        };
      } finally {
        database.run('ROLLBACK');
      }
    },
    adopt(endpointName, body) {
      const its: JsonObject = { ...body };
      if ('client_secret' in its) Object.assign(its, keys);
      if ('canvas_id' in its) its.canvas_id = canvas.id as string;
      if ('segment_id' in its) its.segment_id = segmentId;
      if ('schedule_id' in its) its.schedule_id = schedules['canvas_id' in its ? 'canvas_id' : 'campaign_id'];
      if (endpointName === 'sendMessage' && 'campaign_id' in its) {
        its.campaign_id = apiCampaign.id as string;
        delete its.send_id;
        its.messages = { email: { subject: 'Hi', message_variation_id: 'v' } };
      }
      if (endpointName === 'createAliases') {
        its.user_aliases = freshAliases();
      }
      const text = JSON.stringify(its).replaceAll('"braze_id":"b"', `"braze_id":"${profile?.brazeId}"`);
      return JSON.parse(text) as JsonObject;
    },
  };
}

/** Aliases that nobody has, in each form that they may be sent in. */
function freshAliases(): JsonValue {
  const alias = (name: string) => ({ alias_label: 'web', alias_name: name });
  return [
    { external_id: 'a', ...alias('n-1') },
    { user_alias: alias('n-2'), external_id: 'b' },
    { user_alias: { ...alias('n-3'), external_id: 'c' } },
    alias('n-4'),
  ];
}
