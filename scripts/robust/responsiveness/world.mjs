// A workspace with 10,000 profiles that have something of everything, and the two requests that are sent beside.

import { getRequest } from '../../bench/request-sender.mjs';
import { createWorkspace, externalIdOf, loadMembers, membersRequest, partner } from '../../bench/world.mjs';
import { send } from './send.mjs';
import { list } from './shapes.mjs';

const profileCount = 10_000;
const cohortCount = 10;
const numbers = list(profileCount, (number) => number);

/** @returns What cases are made from. */
export async function fillWorld(url) {
  const workspace = await createWorkspace(url);
  const base = `/_emulator/v1/workspaces/${workspace}`;
  const lines = numbers.map((number) => JSON.stringify(profileOf(number)));
  const added = await send(url, {
    path: `${base}/users`,
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  if (added.status !== 201) throw new Error(`${added.status}: ${added.text}`);
  for (let cohort = 0; cohort < cohortCount; cohort++) await loadMembers(url, `cohort-${cohort}`, numbers);
  await send(url, { method: 'DELETE', path: `${base}/requests` });
  return {
    url,
    base,
    partner,
    partnerKeys: {
      partner_api_key: '11111111-aaaa-4aaa-8aaa-111111111111',
      client_secret: 'bench-data-import-key',
    },
    rest: { authorization: 'Bearer bench-rest-api-key' },
    externalIdOf,
    probes: [getRequest('/_emulator/v1/health'), membersRequest('probe', [externalIdOf(1)])],
    /** Sends what a case needs to be there; throws when it is refused. */
    async prepare(hostile) {
      const answer = await send(url, hostile);
      if (answer.status >= 300) throw new Error(`${hostile.path}: ${answer.status} ${answer.text}`);
      return JSON.parse(answer.text || 'null');
    },
    send: (hostile) => send(url, hostile),
  };
}

function profileOf(number) {
  return {
    external_id: externalIdOf(number),
    user_aliases: [{ alias_label: 'loyalty', alias_name: `L-${number}` }],
    device_ids: [`device-${String(number).padStart(8, '0')}`],
    attributes: {
      email: `person-${number}@example.test`,
      plan: number % 2 === 0 ? 'gold' : 'basic',
      age: number % 90,
      note: 'a'.repeat(250),
      tags: list(5, (index) => `tag-${(number + index) % 40}`),
    },
  };
}
