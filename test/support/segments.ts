import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { FilterGroup, Segment, SegmentDefinition } from '../../src/domain/segment/definition.js';
import { Database } from '../../src/store/database.js';
import { insertSegment } from '../../src/store/segments.js';
import { freshEmulator, type TestEmulator, type TestOptions } from './emulator.js';

/** Everyone, but for what the test names. */
export function aDefinition(fields: Partial<SegmentDefinition> = {}): SegmentDefinition {
  return { appsUsed: { scope: 'all' }, groupsOp: 'and', groups: [], exclusionGroups: [], ...fields };
}

/** Who is in a Hightouch cohort. */
export function cohortGroup(cohortId: string): FilterGroup {
  return {
    op: 'and',
    filters: [{ type: 'cohort', partner: 'hightouch', comparison: 'includes', cohortIds: [cohortId] }],
  };
}

export function aSegment(fields: Partial<Segment> = {}): Omit<Segment, 'number'> {
  return {
    id: randomUUID(),
    name: 'Everyone',
    textDescription: '',
    tags: [],
    teams: [],
    isAnalyticsTracked: false,
    definition: aDefinition(),
    isArchived: false,
    createdAt: 0,
    updatedAt: 0,
    ...fields,
  };
}

/** A fresh emulator together with the storage behind it, so that a test can put segments there. */
export async function emulatorWithStorage(
  options: TestOptions = {},
): Promise<{ t: TestEmulator; database: Database; addSegment(fields?: Partial<Segment>): Segment }> {
  const open = vi.spyOn(Database, 'open');
  const t = await freshEmulator(options);
  const database = open.mock.results[0]!.value as Database;
  open.mockRestore();
  const addSegment = (fields: Partial<Segment> = {}) =>
    insertSegment(database, t.workspace.number, aSegment(fields));
  return { t, database, addSegment };
}
