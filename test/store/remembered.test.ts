import { expect, onTestFinished, test } from 'vitest';
import { defaultBehaviour } from '../../src/domain/seed/blueprint.js';
import { noDataSettings } from '../../src/domain/users/data-settings.js';
import type { Workspace } from '../../src/domain/workspaces/workspace.js';
import { Database } from '../../src/store/database.js';
import { deleteDueWork, findFirstDueWork, findLastDueTime, insertDueWork } from '../../src/store/due-work.js';
import { deleteFault, insertFault, listLiveFaults, updateFaultCounts } from '../../src/store/faults.js';
import { Remembered } from '../../src/store/remembered.js';
import {
  deleteRestApiKey,
  findPartnerApiKey,
  hasPartner,
  insertDataImportKey,
  insertRestApiKey,
  listKnownKeys,
  savePartner,
  saveWorkspacePartner,
  updateDataImportKeyState,
} from '../../src/store/workspaces/partners.js';
import {
  deleteWorkspace,
  emptyWorkspace,
  findDataImportAccess,
  findRestAccess,
  findWorkspace,
  getWorkspaceClock,
  insertWorkspace,
  updateWorkspace,
  updateWorkspaceClock,
} from '../../src/store/workspaces/workspaces.js';

const partner = { partner: 'acme', displayName: 'Acme', filterName: 'Acme' };

interface World {
  database: Database;
  workspace: Workspace;
}

function newWorld(): World {
  const database = Database.open();
  onTestFinished(() => database.close());
  savePartner(database, { ...partner, apiKeys: [{ key: 'partner key', region: null }] });
  const workspace = insertWorkspace(database, {
    id: 'ws_one',
    name: 'one',
    behaviour: defaultBehaviour,
    dataSettings: noDataSettings,
    blueprint: '{}',
    createdAt: 0,
  });
  saveWorkspacePartner(database, workspace.number, 'acme', true);
  insertDataImportKey(database, workspace.number, 'acme', { key: 'import', state: 'active', createdAt: 0 });
  insertRestApiKey(database, workspace.number, { key: 'rest', permissions: ['users.track'] }, 0);
  return { database, workspace };
}

/** Everything that is remembered of this world. */
function allOf({ database, workspace }: World) {
  const { number } = workspace;
  return {
    isPartnerKnown: hasPartner(database, 'acme'),
    isOtherKnown: hasPartner(database, 'other'),
    partnerKey: findPartnerApiKey(database, 'partner key'),
    importAccess: findDataImportAccess(database, 'import'),
    restAccess: findRestAccess(database, 'rest'),
    workspace: findWorkspace(database, 'ws_one'),
    clock: getWorkspaceClock(database, workspace),
    dueWork: findFirstDueWork(database, number, 10),
    lastDueTime: findLastDueTime(database, number, 'measure_segments'),
    keys: listKnownKeys(database, 2),
    faults: listLiveFaults(database, number).map(({ id, matched }) => ({ id, matched })),
  };
}

/** The same from a database that has read nothing yet. */
function freshly({ database, workspace }: World) {
  database.attempt(() => {
    // Any write to one of the tables; it changes nothing.
    database.run('UPDATE workspaces SET name = name WHERE false');
  });
  return allOf({ database, workspace });
}

const fault = {
  match: {},
  steps: [null],
  isSequence: false,
  skip: 0,
  times: 1,
  probability: 1,
};

const changes: Record<string, (world: World) => void> = {
  'a partner is made known': ({ database }) =>
    savePartner(database, { ...partner, partner: 'other', apiKeys: [] }),
  'a partner gets other keys': ({ database }) => savePartner(database, { ...partner, apiKeys: [] }),
  'a partner is switched off': ({ database, workspace }) =>
    saveWorkspacePartner(database, workspace.number, 'acme', false),
  'a data import key is invalidated': ({ database, workspace }) =>
    updateDataImportKeyState(database, workspace.number, 'acme', 'import', 'invalidated'),
  'a REST API key is made': ({ database, workspace }) =>
    insertRestApiKey(database, workspace.number, { key: 'another', permissions: [] }, 0),
  'a REST API key is deleted': ({ database, workspace }) =>
    deleteRestApiKey(database, workspace.number, 'rest'),
  'a workspace gets another name': ({ database, workspace }) =>
    updateWorkspace(database, { ...workspace, name: 'two' }),
  'its clock is moved': ({ database, workspace }) =>
    updateWorkspaceClock(database, workspace, { offsetMs: 5, frozenAt: null }),
  'it becomes an empty one': ({ database, workspace }) => emptyWorkspace(database, workspace),
  'it is deleted': ({ database, workspace }) => deleteWorkspace(database, workspace),
  'work is planned': ({ database, workspace }) =>
    insertDueWork(database, workspace.number, 7, { kind: 'measure_segments' }),
  'a fault is set': ({ database, workspace }) => insertFault(database, workspace.number, 'fault_one', fault),
};

for (const [what, change] of Object.entries(changes)) {
  test(`when ${what}, the next read shows it`, () => {
    const world = newWorld();
    const before = allOf(world);
    change(world);
    const after = allOf(world);
    expect(after).not.toEqual(before);
    expect(after).toEqual(freshly(world));
  });

  test(`when ${what} and that is taken back, the next read shows what was before`, () => {
    const world = newWorld();
    const before = allOf(world);
    const takeBack = () => {
      change(world);
      allOf(world);
      throw new Error('taken back');
    };
    expect(() => world.database.transaction(takeBack)).toThrow('taken back');
    expect(allOf(world)).toEqual(before);
    world.database.transaction(() => {
      expect(() => world.database.attempt(takeBack)).toThrow('taken back');
      expect(allOf(world)).toEqual(before);
    });
    expect(allOf(world)).toEqual(before);
  });
}

test('work that is done and a fault that is counted or deleted are gone from the next read', () => {
  const { database, workspace } = newWorld();
  const work = insertDueWork(database, workspace.number, 7, { kind: 'measure_segments' });
  const later = insertDueWork(database, workspace.number, 8, { kind: 'measure_segments' });
  expect(findFirstDueWork(database, workspace.number, 6)).toBeUndefined();
  expect(findFirstDueWork(database, workspace.number, 7)?.number).toBe(work);
  deleteDueWork(database, work);
  expect(findFirstDueWork(database, workspace.number, 7)).toBeUndefined();
  expect(findFirstDueWork(database, workspace.number, 8)?.number).toBe(later);

  const one = insertFault(database, workspace.number, 'fault_one', fault);
  insertFault(database, workspace.number, 'fault_two', fault);
  const idsOf = () => listLiveFaults(database, workspace.number).map(({ id }) => id);
  expect(idsOf()).toEqual(['fault_one', 'fault_two']);
  updateFaultCounts(database, one, { matched: 1, struck: 1 });
  expect(idsOf()).toEqual(['fault_two']);
  deleteFault(database, workspace.number, 'fault_two');
  expect(idsOf()).toEqual([]);
});

test('nothing is kept of what is not there, and what is kept has a bound', () => {
  const remembered = new Remembered();
  const reads: string[] = [];
  const read = (key: string, value: unknown) =>
    remembered.get(key, () => {
      reads.push(key);
      return value;
    });
  read('nobody', undefined);
  read('nobody', undefined);
  expect(reads).toEqual(['nobody', 'nobody']);
  read('somebody', 1);
  read('somebody', 1);
  expect(reads.filter((key) => key === 'somebody')).toHaveLength(1);
  for (let number = 0; number < 5_000; number++) read(`other ${number}`, number);
  read('somebody', 1);
  expect(reads.filter((key) => key === 'somebody')).toHaveLength(2);
});
