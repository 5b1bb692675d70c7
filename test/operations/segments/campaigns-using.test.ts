import { expect, test } from 'vitest';
import type { CampaignInput } from '../../../src/domain/messaging/campaign.js';
import type { FilterGroup } from '../../../src/domain/segments/definition.js';
import { campaignsUsing } from '../../../src/operations/segments/campaigns-using.js';
import { Database } from '../../../src/store/database.js';
import { refusal, said } from '../../support/answers.js';
import { contextOf } from '../../support/context.js';
import { type MessagingWorld, messagingWorld } from '../../support/messaging.js';
import { cohortGroup } from '../../support/segments/segments.js';

/** A campaign that says nothing but its name and whom it is for. */
function aCampaign(name: string, segmentIds: string[], groups: FilterGroup[], excluded: FilterGroup[] = []) {
  return {
    name,
    description: '',
    target: { segmentIds, additionalFilters: { groupsOp: 'or', groups, exclusionGroups: excluded } },
    isEnabled: true,
    isArchived: false,
    isDraft: false,
    isApiCampaign: false,
    tags: [],
    teams: [],
    details: {
      scheduleType: 'api_triggered',
      channels: [],
      hasPostLaunchDraft: false,
      messages: {},
      conversionBehaviors: [],
      variants: [],
      steps: [],
    },
  } satisfies CampaignInput;
}

/** One campaign or Canvas for each way to use segment `x`, and some that do not. */
async function worldWithUses(
  database = Database.open(),
): Promise<{ world: MessagingWorld; x: string; y: string }> {
  const world = await messagingWorld({ database });
  const x = world.segment([cohortGroup('vip')]);
  const y = world.segment([cohortGroup('new')]);
  const filter = (comparison: 'includes' | 'does_not_include', id: string): FilterGroup => ({
    op: 'and',
    filters: [{ type: 'segment', comparison, segmentIds: [y, id] }],
  });
  const add = (kind: 'campaign' | 'canvas', input: CampaignInput) =>
    world.emulator.createCampaign(world.workspace, kind, input);
  add('campaign', aCampaign('selected', [y, x], []));
  add('canvas', aCampaign('selected canvas', [x], []));
  add('campaign', aCampaign('in a filter', [], [cohortGroup('vip'), filter('includes', x)]));
  add('campaign', aCampaign('in an exclusion', [], [], [filter('does_not_include', x)]));
  add('campaign', { ...aCampaign('archived already', [x], []), isArchived: true });
  add('campaign', aCampaign('another segment', [y], [filter('includes', y)]));
  add('canvas', aCampaign('none', [], [cohortGroup('vip')]));
  return { world, x, y };
}

const uses = ['selected', 'selected canvas', 'in a filter', 'in an exclusion', 'archived already'];

test('what selects by a segment uses it, in its segments, its filters or its exclusions', async () => {
  const database = Database.open();
  const { world, x, y } = await worldWithUses(database);
  const context = contextOf(world.clock, database);
  const names = (ids: string[]) =>
    campaignsUsing(context, world.workspace, ids).map((campaign) => campaign.name);
  expect(names([x])).toEqual(uses);
  expect(names([y])).toEqual(['selected', 'in a filter', 'in an exclusion', 'another segment']);
  expect(names([x, y])).toEqual([...uses, 'another segment']);
  expect(names([])).toEqual([]);
});

test('archiving a segment archives the campaigns and Canvases that use it, and nothing else', async () => {
  const { world, x } = await worldWithUses();
  world.clock.advance(1000);
  expect((await world.control('POST', `/segments/${x}/archive`)).status).toBe(200);
  const shown = [
    ...(await world.control('GET', '/campaigns')).json.campaigns,
    ...(await world.control('GET', '/canvases')).json.canvases,
  ].map((its) => [its.name, its.archived, its.updated_at]);
  const [before, after] = ['2026-02-03T09:00:00.000Z', '2026-02-03T09:00:01.000Z'];
  expect(shown).toEqual([
    ['selected', true, after],
    ['in a filter', true, after],
    ['in an exclusion', true, after],
    ['archived already', true, before],
    ['another segment', false, before],
    ['selected canvas', true, after],
    ['none', false, before],
  ]);
});

test('archiving a segment archives what uses the segments that use it', async () => {
  const { world, x } = await worldWithUses();
  const filter: FilterGroup['filters'][number] = { type: 'segment', comparison: 'includes', segmentIds: [x] };
  const nest = world.segment([{ op: 'and', filters: [filter] }]);
  const { id } = world.emulator.createCampaign(world.workspace, 'campaign', aCampaign('by nest', [nest], []));
  await world.control('POST', `/segments/${x}/archive`);
  expect((await world.control('GET', `/segments/${nest}`)).json.archived).toBe(true);
  expect((await world.control('GET', `/campaigns/${id}`)).json.archived).toBe(true);
});

test('a segment shows the campaigns and Canvases that use it, and is not deleted while there are some', async () => {
  const { world, x } = await worldWithUses();
  const { used_by: usedBy } = (await world.control('GET', `/segments/${x}`)).json;
  expect([usedBy.segments, usedBy.campaigns.length, usedBy.canvases.length]).toEqual([[], 4, 1]);
  const { status, json } = await world.control('DELETE', `/segments/${x}`);
  expect([status, json.error.code]).toEqual([409, 'segment_in_use']);
  expect(json.error.message).toContain('Used by campaign "selected" (');
});

test('a trigger of a campaign archived with its segment succeeds with the notice', async () => {
  const world = await messagingWorld();
  const segment = world.segment([cohortGroup('vip')]);
  const campaign_id = await world.campaign({ target: { segment_ids: [segment] } });
  await world.control('POST', `/segments/${segment}/archive`);
  const answer = await world.trigger({ campaign_id, broadcast: true });
  expect(answer.status).toBe(201);
  expect(answer.json.notice).toBe(
    'The campaign is archived. Unarchive the campaign to ensure trigger requests will take effect.',
  );
  expect(said(await world.trigger({ campaign_id }))).toBe(refusal(400, 'No Recipients'));
});
