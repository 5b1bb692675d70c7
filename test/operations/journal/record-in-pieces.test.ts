import { expect, onTestFinished, test } from 'vitest';
import type { RequestRecord } from '../../../src/domain/journal/request-record.js';
import type { JsonValue } from '../../../src/domain/json.js';
import { atOnce } from '../../../src/domain/pieces.js';
import { createEmulator } from '../../../src/emulator.js';
import { second } from '../../support/clock.js';
import { ManualClock } from '../../support/manual-clock.js';
import { aUser } from '../../support/users/users.js';

// While keys are looked for in a large body, others are let in, and may change what it is about.

const madeLater = 'key-that-is-made-later';

function fresh(processingDelayMs = 0) {
  const clock = new ManualClock();
  const emulator = createEmulator({ clock });
  onTestFinished(() => emulator.close());
  const { id } = emulator.createWorkspace({
    users: [aUser({ externalId: 'a' })],
    behaviour: { processingDelayMs },
  });
  const workspace = emulator.enterWorkspace(id);
  const recordOf = (body: JsonValue): RequestRecord => ({
    id: 'r1',
    receivedAt: clock.now(),
    method: 'POST',
    path: '/users/track',
    query: '',
    headers: {},
    body: { kind: 'json', value: body },
    workspace,
    notes: [],
    answer: { status: 201, headers: {}, body: { kind: 'none' } },
    durationMs: 1,
  });
  return { emulator, clock, workspace, recordOf };
}

test('a key that was made in the meantime goes too', () => {
  const { emulator, workspace, recordOf } = fresh();
  const draft = emulator.draftEntry(recordOf({ note: `x${madeLater}` }), []);
  const clean = atOnce(draft.clean);
  emulator.createRestKey(workspace, { key: madeLater });
  expect(emulator.writeEntry(draft, clean).request.body).toEqual({ note: 'x[redacted]' });
  expect(JSON.stringify(emulator.getRequest(workspace, 'r1'))).not.toContain(madeLater);
});

test('a request whose workspace was deleted in the meantime is in the journal of the server', () => {
  const { emulator, workspace, recordOf } = fresh();
  const draft = emulator.draftEntry(recordOf({}), []);
  const clean = atOnce(draft.clean);
  emulator.deleteWorkspace(workspace);
  emulator.writeEntry(draft, clean);
  const [entry] = emulator.listRequests(null, {}, { limit: 1 }).items;
  expect(entry?.entry).toMatchObject({ id: 'r1', workspaceId: null });
});

test('a change that is applied before its request is in the journal completes it all the same', () => {
  const { emulator, clock, workspace, recordOf } = fresh(second);
  const changes = [{ shouldRemove: false, externalIds: ['a', 'nobody'], deviceIds: [], aliases: [] }];
  const partner = 'hightouch';
  emulator.acceptChange(workspace, {
    operation: 'changeCohortMembers',
    input: { partner, cohortId: 'vip', changes },
    requestId: 'r1',
  });
  clock.advance(second);
  emulator.settleAll();
  emulator.recordRequest({ ...recordOf({}), partner, cohortId: 'vip' }, []);
  expect(emulator.getRequest(workspace, 'r1').outcome).toMatchObject({
    added: 1,
    unknown: { externalIds: ['nobody'] },
  });
});
