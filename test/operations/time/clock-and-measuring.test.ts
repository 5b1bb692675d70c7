import { expect, test } from 'vitest';
import type { Segment } from '../../../src/domain/segments/definition.js';
import { planMeasuring } from '../../../src/operations/segments/measure-segments.js';
import { advanceClock, setClock } from '../../../src/operations/time/move-clock.js';
import { createWorkspace } from '../../../src/operations/workspaces/create-workspace.js';
import { listSegmentSizes } from '../../../src/store/segments/segment-sizes.js';
import { insertSegment } from '../../../src/store/segments/segments.js';
import { day, year } from '../../support/clock.js';
import { contextOf } from '../../support/context.js';
import { ManualClock } from '../../support/manual-clock.js';
import { aUser } from '../../support/users/users.js';

/** A workspace with one user and a segment of everyone that is measured every midnight, at 2026-02-03T09:00:00Z. */
function measured() {
  const context = contextOf(new ManualClock());
  const { database } = context;
  const workspace = createWorkspace(context, { partners: [], users: [aUser()] });
  const everyone: Omit<Segment, 'number'> = {
    id: 'everyone',
    name: 'Everyone',
    textDescription: '',
    tags: [],
    teams: [],
    isAnalyticsTracked: true,
    definition: { appsUsed: { scope: 'all' }, groupsOp: 'and', groups: [], exclusionGroups: [] },
    isArchived: false,
    createdAt: 0,
    updatedAt: 0,
  };
  const segment = insertSegment(database, workspace.number, everyone);
  setClock(context, workspace, { isFrozen: true });
  planMeasuring(context, workspace);
  const measuredDays = () => [...listSegmentSizes(database, segment, '0000', '9999').keys()].sort();
  return { context, workspace, measuredDays };
}

test('each midnight that the clock passes measures the day that ended', () => {
  const { context, workspace, measuredDays } = measured();
  advanceClock(context, workspace, 15 * 3_600_000 - 1);
  expect(measuredDays()).toEqual([]);
  advanceClock(context, workspace, 1);
  expect(measuredDays()).toEqual(['2026-02-03']);
  advanceClock(context, workspace, 2 * day);
  expect(measuredDays()).toEqual(['2026-02-03', '2026-02-04', '2026-02-05']);
});

test('after the clock was set back the days that now end are measured', () => {
  const { context, workspace, measuredDays } = measured();
  setClock(context, workspace, { now: Date.UTC(2020, 4, 5, 12) });
  advanceClock(context, workspace, 2 * day);
  expect(measuredDays()).toEqual(['2020-05-05', '2020-05-06']);
});

test('a jump of ten years measures no more days than an answer can show', () => {
  const { context, workspace, measuredDays } = measured();
  advanceClock(context, workspace, 10 * year);
  expect(measuredDays().length).toBeGreaterThanOrEqual(100);
  expect(measuredDays().length).toBeLessThan(110);
  expect(measuredDays().at(-1)).toBe('2036-01-31');
});
