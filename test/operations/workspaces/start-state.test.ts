import { expect, onTestFinished, test } from 'vitest';
import type { NewFault } from '../../../src/domain/fault.js';
import type { NewWorkspace } from '../../../src/domain/seed/blueprint.js';
import { quickstartDataImportKey, quickstartWorkspace } from '../../../src/domain/seed/quickstart.js';
import { emptySeed, startStateOf } from '../../../src/domain/seed/start-state.js';
import type { Partner } from '../../../src/domain/workspaces/partner.js';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { definitionInput } from '../../../src/wire/control/segments/definition.js';
import { segmentInput } from '../../../src/wire/control/segments/segments.js';

function anEmulator(): Emulator {
  const emulator = createEmulator();
  onTestFinished(() => emulator.close());
  return emulator;
}

function stateOf(workspaces: NewWorkspace[], partners: Partner[] = []) {
  return startStateOf({ partners, workspaces }, false);
}

function workspacesOf(emulator: Emulator) {
  return emulator.listWorkspaces({ limit: 100 }).items;
}

test('partners and workspaces are applied together, and none of them when one is refused', () => {
  const emulator = anEmulator();
  const acme: Partner = {
    partner: 'acme',
    displayName: 'Acme',
    filterName: 'Acme Cohorts',
    apiKeys: [{ key: 'acme-key', region: null }],
  };
  const state = stateOf([{ name: 'good' }, { name: 'bad', partners: [{ partner: 'nobody' }] }], [acme]);
  expect(() => emulator.applyStartState(state)).toThrow(
    expect.objectContaining({
      code: 'partner_not_found',
      details: { path: 'workspaces[1].partners[0]' },
    }),
  );
  expect(workspacesOf(emulator)).toEqual([]);
  expect(emulator.listKnownPartners().map((its) => its.partner)).not.toContain('acme');
});

test('a storage that holds a workspace is left as it is', () => {
  const emulator = anEmulator();
  const existing = emulator.createWorkspace({ name: 'existing' });
  expect(emulator.applyStartState(stateOf([{ name: 'new' }]))).toBeUndefined();
  expect(workspacesOf(emulator)).toEqual([expect.objectContaining(existing)]);
});

test('a reset makes the workspaces of the start again, with the same ids and keys, and takes all others away', () => {
  const emulator = anEmulator();
  const users = [{ externalId: 'cust-1', aliases: [], deviceIds: [], attributes: {} }];
  const state = emulator.applyStartState(stateOf([{ name: 'first', users }, { name: 'second' }]))!;
  const [first, second] = workspacesOf(emulator);
  emulator.createWorkspace({ name: 'later' });
  emulator.deleteWorkspace(second!);
  emulator.addUsers(first!, [{ externalId: 'cust-2', aliases: [], deviceIds: [], attributes: {} }]);

  emulator.resetToStartState(state);
  const again = workspacesOf(emulator);
  const facing = ({ id, name, restApiKeys, partners }: (typeof again)[number]) => ({
    id,
    name,
    restApiKeys,
    keys: partners.flatMap((partner) => partner.dataImportKeys.map((its) => its.key)),
  });
  expect(again.map(facing)).toEqual([first!, second!].map(facing));
  const { items } = emulator.listUsers(again[0]!, { limit: 100 });
  expect(items.map((user) => user.externalId)).toEqual(['cust-1']);
});

test('a workspace id that stands twice is told with its whole path', () => {
  const emulator = anEmulator();
  expect(() => emulator.applyStartState(stateOf([{ id: 'ws_shop' }, {}, { id: 'ws_shop' }]))).toThrow(
    expect.objectContaining({ code: 'workspace_id_in_use', details: { path: 'workspaces[2].id' } }),
  );
  expect(workspacesOf(emulator)).toEqual([]);
});

test('a reset makes a workspace again with the id, the braze ids and the faults of the seed', () => {
  const emulator = anEmulator();
  const brazeId = '5f0a1b2c3d4e5f6071829304';
  const user = { brazeId, externalId: 'cust-1', aliases: [], deviceIds: [], attributes: {} };
  const fault: NewFault = {
    match: { partner: 'hightouch' },
    steps: [{ kind: 'hold' }, null],
    isSequence: true,
    skip: 1,
    times: 2,
    probability: 1,
  };
  const state = emulator.applyStartState(stateOf([{ id: 'ws_shop', users: [user], faults: [fault] }]))!;
  const facing = () => {
    const [workspace] = workspacesOf(emulator);
    const users = emulator.listUsers(workspace!, { limit: 10 }).items.map((its) => its.brazeId);
    const faults = emulator.listFaults(workspace!, { limit: 10 }).items;
    return { id: workspace!.id, users, faults: faults.map(({ id: _, number: __, ...its }) => its) };
  };
  const before = facing();
  expect(before).toEqual({ id: 'ws_shop', users: [brazeId], faults: [{ ...fault, matched: 0, struck: 0 }] });
  emulator.deleteFaults(workspacesOf(emulator)[0]!);
  emulator.resetToStartState(state);
  expect(facing()).toEqual(before);
});

test('a reset makes segments again with the ids they were given or got', () => {
  const emulator = anEmulator();
  const content = {
    name: 'Everyone',
    textDescription: '',
    tags: [],
    teams: [],
    isAnalyticsTracked: false,
    definition: definitionInput.parse({}),
  };
  const id = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
  const state = emulator.applyStartState(stateOf([{ segments: [{ ...content, id }, content] }]))!;
  const idsOf = () =>
    emulator.listSegments(workspacesOf(emulator)[0]!, { limit: 10 }).items.map((segment) => segment.id);
  const ids = idsOf();
  expect(ids).toEqual([id, expect.any(String)]);
  emulator.resetToStartState(state);
  expect(idsOf()).toEqual(ids);
});

test('a segment of the start that cannot be saved is told with its whole path', () => {
  const filters = [{ type: 'cohort', partner: 'hightouch', comparison: 'includes', cohort_ids: ['vip'] }];
  const segment = segmentInput.parse({ name: 'VIPs', definition: { groups: [{ filters }] } });
  const path = 'workspaces[1].segments[0].definition.groups[0].filters[0].cohort_ids[0]';
  expect(() => anEmulator().applyStartState(stateOf([{}, { segments: [segment] }]))).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      message: `${path} is not valid: hightouch has no cohort "vip"; it has none yet`,
      details: { path },
    }),
  );
});

test('a reset starts the request counts anew', () => {
  const emulator = anEmulator();
  const state = emulator.applyStartState(stateOf([{}]))!;
  const bucket = { name: 'any', requestsMax: 10, windowMs: 3_600_000 };
  emulator.countRequest(workspacesOf(emulator)[0]!, bucket);
  emulator.resetToStartState(state);
  expect(emulator.peekRateLimit(workspacesOf(emulator)[0]!, bucket).remaining).toBe(10);
});

test('the quickstart workspace has profiles of each kind', () => {
  const emulator = anEmulator();
  emulator.applyStartState(startStateOf(emptySeed, true));
  const [workspace] = workspacesOf(emulator);
  const { items } = emulator.listUsers(workspace!, { limit: 100 });
  const kindOf = (user: (typeof items)[number]) => {
    if (user.externalId !== null) return 'identified';
    if (user.aliases.length > 0) return 'alias-only';
    return user.deviceIds.length > 0 ? 'anonymous' : 'email-only';
  };
  expect(new Set(items.map(kindOf))).toEqual(
    new Set(['identified', 'alias-only', 'email-only', 'anonymous']),
  );
});

test('the quickstart workspace comes after those of the seed', () => {
  const emulator = anEmulator();
  const seed = { partners: [], workspaces: [{ name: 'mine' }] };
  emulator.applyStartState(startStateOf(seed, true));
  expect(workspacesOf(emulator).map((workspace) => workspace.name)).toEqual(['mine', 'quickstart']);
});

test('the quickstart workspace gives way to a seed that uses one of its keys or its id', () => {
  const mine = {
    name: 'mine',
    partners: [{ partner: 'segment', dataImportKeys: [quickstartDataImportKey] }],
  };
  const state = startStateOf({ partners: [], workspaces: [mine] }, true);
  expect(state.workspaces).toEqual([mine]);
  const named = { id: 'ws_quickstart' };
  expect(startStateOf({ partners: [], workspaces: [named] }, true).workspaces).toEqual([named]);
  const other = startStateOf({ partners: [], workspaces: [{ name: 'other' }] }, true);
  expect(other.workspaces).toEqual([{ name: 'other' }, quickstartWorkspace]);
});
