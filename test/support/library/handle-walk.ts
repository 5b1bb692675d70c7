import type { EmulatorHandle } from '../../../src/index.js';

const segment = {
  name: 'VIPs',
  definition: {
    groups: [
      {
        op: 'and' as const,
        filters: [
          {
            type: 'cohort' as const,
            partner: 'hightouch',
            comparison: 'includes' as const,
            cohort_ids: ['vip'],
          },
        ],
      },
    ],
  },
};

/**
 * Calls every method of the handle once, as a test would that seeds, looks, breaks and takes away.
 *
 * @returns What they gave, by the name of the method; without ids and keys that differ from server to server.
 */
export async function walkHandle(braze: EmulatorHandle<'either'>): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = {};
  const tell = async (name: string, given: unknown) => {
    told[name] = await given;
    return told[name];
  };
  await tell('health', braze.health());
  await tell('ready', braze.ready());
  const shop = await braze.createWorkspace({
    name: 'shop',
    users: [
      { external_id: 'cust-1', user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-1' }] },
      { device_ids: ['d-1'] },
      { user_aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-2' }] },
      { external_id: 'user:7' },
    ],
  });
  await tell('workspace', (await braze.workspace(shop.id)).name);
  await tell(
    'workspaces',
    Promise.resolve(braze.workspaces()).then((its) => its.map(({ name }) => name)),
  );
  await tell(
    'info of the server',
    Promise.resolve(braze.info()).then((its) => its.workspace_count),
  );
  await tell(
    'workspaces that are searched for',
    Promise.resolve(braze.workspaces({ search: 'HO' })).then((its) => its.map(({ name }) => name)),
  );
  await tell('metrics', (await braze.metrics()).includes('braze_emulator'));
  await tell('openApi', Object.keys(await braze.openApi()));
  await tell('openApi of Braze', Object.keys(await braze.openApi('braze')));

  const keys = shop.keys();
  const generated = await keys.generate('33333333-cccc-4ccc-8ccc-333333333333');
  await tell('generate', [generated, keys.data_import_key]);
  const send = async (body: object) => {
    const answer = await fetch(`${shop.rest_endpoint}/partners/hightouch/cohorts/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        partner_api_key: keys.partner_api_key,
        client_secret: keys.data_import_key,
        cohort_id: 'vip',
        ...body,
      }),
    });
    return answer.status;
  };
  const vip = shop.cohort('hightouch', 'vip');
  await tell('ids of a cohort never named', vip.ids());
  await tell('size of a cohort never named', vip.size());
  const everybody = {
    user_ids: ['cust-1', 'user:7'],
    device_ids: ['d-1'],
    aliases: [{ alias_label: 'loyalty_id', alias_name: 'L-2' }],
  };
  const fault = await shop.fault(
    '/partners/*/cohorts/users',
    { status: 429, retry_after_s: 30 },
    { times: 1 },
  );
  await tell('status with a fault', send({ cohort_changes: [everybody] }));
  await tell(
    'strikes',
    Promise.resolve(fault.info()).then((its) => its.struck),
  );
  await fault.delete();
  const happened: string[] = [];
  const hook = await shop.onRequest({ cohort_id: 'vip' }, 1, async () => {
    happened.push('called back');
    await keys.invalidate('33333333-cccc-4ccc-8ccc-333333333333');
  });
  const status = send({ cohort_changes: [everybody] }).then((its) => happened.push(`answered ${its}`));
  await hook.done;
  await status;
  await tell('onRequest', happened);
  await tell('status with an invalidated key', send({ client_secret: generated, cohort_changes: [] }));
  await shop.clearFaults();
  await tell('faults', shop.faults());
  await vip.waitFor({ ids: ['cust-1', 'device:d-1', 'loyalty_id:L-2', 'user:7'] });
  await tell('ids', vip.ids());
  await tell('size', vip.size());
  await tell(
    'members',
    Promise.resolve(vip.members()).then((its) => its.length),
  );
  await tell(
    'info',
    Promise.resolve(vip.info()).then((its) => its?.implicit),
  );
  for (const who of ['cust-1', 'device:d-9', 'Cust-1']) await tell(`explain ${who}`, vip.explain(who));
  const [sync] = await vip.syncs();
  await tell('syncs', [(await shop.syncs()).length, sync?.added]);
  await tell(
    'imports',
    (await shop.imports()).map((its) => [its.partner, its.cohort_count, its.member_count]),
  );
  await tell('traffic', (await shop.traffic(1)).refused);
  await tell(
    'sync',
    (await vip.sync(sync!.requests[0]!)).flatMap((its) => its.added),
  );
  await tell(
    'sizes',
    (await vip.sizes(1)).map((its) => its.size),
  );
  await tell(
    'segments of the cohort',
    (await vip.segments()).map((its) => its.name),
  );
  await tell('explain of several', vip.explain(['cust-1', { device_id: 'd-9' }]));
  await tell('size of its segment', (await vip.segment('In vip')).size());
  await tell(
    'cohorts',
    Promise.resolve(shop.cohorts()).then((its) => its.map((one) => one.cohort_id)),
  );

  await tell(
    'user',
    Promise.resolve(shop.user('cust-1')).then((its) => its?.external_id),
  );
  await tell(
    'user by alias',
    Promise.resolve(shop.user('loyalty_id:L-1')).then((its) => its?.external_id),
  );
  await tell('activity', shop.activity('cust-1'));
  await tell(
    'search',
    Promise.resolve(shop.users({ search: 'cust-' })).then((its) => its.map(({ external_id }) => external_id)),
  );
  await tell('user who is not', shop.user('nobody'));
  await tell(
    'addUsers',
    Promise.resolve(shop.addUsers([{ external_id: 'new' }])).then((its) => its.created),
  );
  await tell('importUsers', shop.importUsers([{ external_id: 'n-1' }, { external_id: 'n-2' }]));
  await tell(
    'users',
    Promise.resolve(shop.users()).then((its) => its.length),
  );
  await shop.deleteUser('n-1');
  await tell(
    'changeUser',
    Promise.resolve(shop.changeUser('device:d-1', 'known')).then((its) => its.external_id),
  );

  const vips = await shop.segment(segment);
  await tell('size of a segment', shop.segment(vips.id).size());
  await tell('ids of a segment', vips.ids());
  await tell('explain', vips.explain('new'));
  await tell('evaluate', shop.evaluate(segment.definition));
  await tell(
    'replace',
    Promise.resolve(vips.replace({ ...segment, name: 'VIP' })).then((its) => its.name),
  );
  await vips.archive();
  await vips.unarchive();
  await tell(
    'segment info',
    Promise.resolve(vips.info()).then((its) => its.name),
  );
  await tell(
    'segments',
    Promise.resolve(shop.segments()).then((its) => its.length),
  );

  const campaign = await shop.campaign({ name: 'Winback', target: { segment_ids: [vips.id] } });
  await tell('audience', campaign.ids());
  await tell('size of an audience', campaign.size());
  await tell('explain of an audience', campaign.explain('new'));
  await fetch(`${shop.rest_endpoint}/campaigns/trigger/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.rest_api_key}` },
    body: JSON.stringify({ campaign_id: campaign.id, broadcast: true }),
  });
  const [sent] = await campaign.sends();
  await tell('receivers', shop.receivers(sent!.dispatch_id));
  await tell(
    'sends',
    Promise.resolve(shop.sends()).then((its) => its.length),
  );
  const byHand = await campaign.send({ recipients: [{ external_user_id: 'new' }] });
  await tell('a send by hand', { receivers: byHand.receiver_count, dropped: byHand.dropped.length });
  await campaign.replace({ name: 'Winback 2' });
  await tell(
    'campaign info',
    Promise.resolve(campaign.info()).then((its) => its.name),
  );
  await tell(
    'campaigns',
    Promise.resolve(shop.campaigns()).then((its) => its.length),
  );
  await campaign.delete();
  const canvas = await shop.canvas({ name: 'Welcome' });
  await canvas.replace({ name: 'Welcome 2' });
  await tell('canvas', [(await canvas.info()).name, await canvas.size(), await canvas.sends()]);
  await tell('a Canvas sent by hand', (await canvas.send()).broadcast);
  await tell(
    'canvases',
    Promise.resolve(shop.canvases()).then((its) => its.length),
  );
  await canvas.delete();
  await vips.delete();

  await shop.clock.freeze('2026-02-03T09:00:00Z');
  await shop.clock.advance('1h');
  await shop.sleep(30_000);
  await shop.clock.set(new Date('2026-02-03T11:00:00Z'));
  await tell('clock', shop.clock.info());
  await shop.clock.unfreeze();
  await tell('slept', shop.slept);

  const requests = await shop.requests({ status: '4xx' });
  await tell(
    'requests',
    requests.map((its) => its.response?.status),
  );
  await tell(
    'request',
    Promise.resolve(shop.request(requests[0]!.id)).then((its) => its.path),
  );
  await tell(
    'replayed',
    Promise.resolve(shop.replay(requests[0]!.id)).then((its) => its.test),
  );
  await tell(
    'lastRequest',
    Promise.resolve(shop.lastRequest()).then((its) => its?.path),
  );
  await shop.verify({ match: { cohort_id: 'vip', status: 201 }, count: 1 });
  await tell('contract', (await shop.contract()).verdict);
  await tell('contract by settings', (await shop.contract({ version: 1, documented: true })).verdict);
  await shop.wait({ match: { cohort_id: 'vip' }, at_least: 1 });
  await shop.clearRequests(requests[0]!.id);
  await shop.clearRequests();
  for (const path of ['/nowhere', '/nowhere/else']) await fetch(shop.rest_endpoint + path);
  await tell('traffic of strays', (await braze.traffic()).last_refused?.path);
  const [stray] = await braze.strayRequests();
  await tell(
    'stray',
    Promise.resolve(braze.strayRequest(stray!.id)).then((its) => its.response?.status),
  );
  await tell(
    'stray replayed',
    Promise.resolve(braze.replayStray(stray!.id)).then((its) => its.curl.slice(0, 8)),
  );
  await braze.clearStrayRequests(stray!.id);
  await braze.clearStrayRequests();

  const base = await shop.snapshot('base');
  await vip.delete();
  await base.restore();
  await tell('size after a restore', vip.size());
  const file = await base.export();
  await base.delete();
  await braze.importSnapshot('again', file);
  await tell(
    'snapshots',
    Promise.resolve(braze.snapshots()).then((its) => its.map((one) => one.name)),
  );
  await braze.snapshot();

  await tell(
    'partners',
    Promise.resolve(shop.partners()).then((its) => its.length),
  );
  await keys.setEnabled(false);
  const restKey = await shop.createRestApiKey(['users.track'], 'rest-key-1');
  await tell(
    'restApiKeys',
    Promise.resolve(shop.restApiKeys()).then((its) => its.length),
  );
  await shop.deleteRestApiKey(restKey.key);
  await tell(
    'behave',
    Promise.resolve(shop.behave({ strictness: 'strict' })).then((its) => its.behaviour.strictness),
  );
  await tell(
    'data import keys',
    Promise.resolve(keys.list()).then((its) => its.map((key) => key.state)),
  );
  await shop.reset();
  await tell('counts', shop.counts());
  await tell(
    'info of the workspace',
    Promise.resolve(shop.info()).then((its) => its.name),
  );
  await shop.delete();
  await braze.reset();
  return told;
}
