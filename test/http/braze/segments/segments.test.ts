import { describe, expect, test } from 'vitest';
import type { NewWorkspace } from '../../../../src/domain/seed/blueprint.js';
import { expectBrazeShape, refusal, said } from '../../../support/answers.js';
import { workspaceOf } from '../../../support/control.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';
import { ManualClock } from '../../../support/manual-clock.js';
import {
  allOf,
  emulatorWithCohorts,
  inCohort,
  notInCohort,
  restGet,
} from '../../../support/segments/control-segments.js';

const id = '0f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f';
const badSegmentId = refusal(400, 'segment_id must be a string of the segment api identifier');

async function saveSegment(t: TestEmulator, fields: object = {}): Promise<string> {
  const body = { name: 'Loyal buyers (Hightouch)', definition: allOf(inCohort('vip')), ...fields };
  const made = await workspaceOf(t)('POST', '/segments', body);
  expect(made.status).toBe(201);
  return made.json.id;
}

describe('GET /segments/list', () => {
  test('tells id, name, tracking and tags, in this order', async () => {
    const t = await emulatorWithCohorts();
    await saveSegment(t, { id, tags: ['crm'], teams: ['growth'], text_description: 'x' });
    const answer = await restGet(t, '/segments/list');
    expect(said(answer)).toBe(
      `200 {"segments":[{"id":"${id}","name":"Loyal buyers (Hightouch)","analytics_tracking_enabled":false,"tags":["crm"]}],"message":"success"}`,
    );
    expectBrazeShape(t, answer);
  });

  /** Names of the segments on the page that a query asks for. */
  async function namesOn(t: TestEmulator, query: string): Promise<string[]> {
    const answer = await restGet(t, `/segments/list${query}`);
    expect(answer.status).toBe(200);
    expect(answer.json.message).toBe('success');
    return answer.json.segments.map((its: { name: string }) => its.name);
  }

  async function with250(): Promise<TestEmulator> {
    const segments = Array.from({ length: 250 }, (_, number) => ({
      name: `s${number}`,
      textDescription: '',
      tags: [],
      teams: [],
      isAnalyticsTracked: false,
      definition: {
        appsUsed: { scope: 'all' as const },
        groupsOp: 'and' as const,
        groups: [],
        exclusionGroups: [],
      },
    }));
    return freshEmulator({ workspace: { segments } });
  }

  const names = (from: number, to: number) => {
    const step = from <= to ? 1 : -1;
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => `s${from + index * step}`);
  };

  test('has pages of 100, counted from 0, oldest first or newest first', async () => {
    const t = await with250();
    expect(await namesOn(t, '')).toEqual(names(0, 99));
    expect(await namesOn(t, '?page=0&sort_direction=asc')).toEqual(names(0, 99));
    expect(await namesOn(t, '?page=1')).toEqual(names(100, 199));
    expect(await namesOn(t, '?page=2')).toEqual(names(200, 249));
    expect(await namesOn(t, '?page=3')).toEqual([]);
    expect(await namesOn(t, '?sort_direction=desc')).toEqual(names(249, 150));
    expect(await namesOn(t, '?page=2&sort_direction=desc')).toEqual(names(49, 0));
  });

  test.each([
    'page=-1',
    'page=1.5',
    'page=two',
    'page=',
    'page=%00',
    'sort_direction=DESC',
    'sort_direction=',
  ])('%s falls back to the default', async (query) => {
    expect(await namesOn(await with250(), `?${query}`)).toEqual(names(0, 99));
  });

  test.each(['9999999999', '9'.repeat(30), '9'.repeat(400)])('page %s is past the end', async (page) => {
    expect(await namesOn(await with250(), `?page=${page}`)).toEqual([]);
  });

  test('leaves archived segments out', async () => {
    const t = await emulatorWithCohorts();
    await saveSegment(t, { id });
    await saveSegment(t, { name: 'Kept' });
    await workspaceOf(t)('POST', `/segments/${id}/archive`);
    expect(await namesOn(t, '')).toEqual(['Kept']);
    await workspaceOf(t)('POST', `/segments/${id}/unarchive`);
    expect(await namesOn(t, '')).toEqual(['Loyal buyers (Hightouch)', 'Kept']);
  });

  test('is empty before there is a segment', async () => {
    expect(said(await restGet(await freshEmulator(), '/segments/list'))).toBe(
      '200 {"segments":[],"message":"success"}',
    );
  });
});

describe('GET /segments/details', () => {
  test('tells the filters in words and the text that a person wrote, times in whole seconds', async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 5, 9, 30, 0, 123));
    const t = await emulatorWithCohorts({ clock });
    await saveSegment(t, { id });
    clock.set(Date.UTC(2026, 0, 6, 10, 0, 0, 999));
    await workspaceOf(t)('PUT', `/segments/${id}`, {
      name: 'Loyal buyers (Hightouch)',
      text_description: 'Synced every morning from the warehouse.',
      tags: ['crm'],
      definition: { ...allOf(inCohort('vip')), exclusion_groups: allOf(inCohort('lapsed')).groups },
    });
    const answer = await restGet(t, `/segments/details?segment_id=${id}`);
    expect(said(answer)).toBe(
      `200 ${JSON.stringify({
        created_at: '2026-01-05T09:30:00Z',
        updated_at: '2026-01-06T10:00:00Z',
        name: 'Loyal buyers (Hightouch)',
        description: 'Hightouch Cohorts includes "VIP" AND NOT (Hightouch Cohorts includes "Lapsed")',
        text_description: 'Synced every morning from the warehouse.',
        tags: ['crm'],
        teams: [],
        message: 'success',
      })}`,
    );
    expectBrazeShape(t, answer);
  });

  async function descriptionOf(t: TestEmulator): Promise<string> {
    return (await restGet(t, `/segments/details?segment_id=${id}`)).json.description;
  }

  test('names cohorts as they are called now, with their id beside a name that two have', async () => {
    const t = await emulatorWithCohorts();
    await saveSegment(t, { id, definition: allOf(notInCohort('vip', 'empty')) });
    const named = (cohort_id: string, name: string) =>
      t.cohorts({ cohort_id, name, created_at: '2026-02-03' });
    await named('vip', 'Very important');
    expect(await descriptionOf(t)).toBe('Hightouch Cohorts does not include "Very important", "Nobody yet"');
    await named('lapsed', 'Nobody yet');
    expect(await descriptionOf(t)).toBe(
      'Hightouch Cohorts does not include "Very important", "Nobody yet" (empty)',
    );
    await workspaceOf(t)('DELETE', '/cohorts/hightouch/empty');
    expect(await descriptionOf(t)).toBe('Hightouch Cohorts does not include "Very important", "empty"');
  });

  test('a cohort that was never named goes by its id', async () => {
    const t = await emulatorWithCohorts();
    await t.cohortUsers({ cohort_id: 'new', cohort_changes: [{ user_ids: ['a'] }] });
    await saveSegment(t, { id, definition: allOf(inCohort('new')) });
    expect(await descriptionOf(t)).toBe('Hightouch Cohorts includes "new"');
  });

  test('a segment without filters is all users', async () => {
    const t = await freshEmulator();
    await saveSegment(t, { id, definition: {} });
    expect(await descriptionOf(t)).toBe('All users');
  });

  test('an archived segment is answered as any other', async () => {
    const t = await emulatorWithCohorts();
    await saveSegment(t, { id });
    const before = (await restGet(t, `/segments/details?segment_id=${id}`)).json;
    await workspaceOf(t)('POST', `/segments/${id}/archive`);
    const { updated_at: _, ...rest } = (await restGet(t, `/segments/details?segment_id=${id}`)).json;
    expect(before).toMatchObject(rest);
  });
});

describe.each(['/segments/details?', '/segments/data_series?length=1&'])('%s', (path) => {
  test.each(['', 'segment_id=', 'segment_id=x', `segment_id=${id}`, 'segment_id=%00', 'segment_ids=x'])(
    'with %s is 400',
    async (query) => {
      const t = await emulatorWithCohorts();
      const answer = await restGet(t, path + query);
      expect(said(answer)).toBe(badSegmentId);
      expect(answer.headers.get('x-ratelimit-remaining')).toBe('249999');
    },
  );

  test('does not see the segment of another workspace', async () => {
    const t = await emulatorWithCohorts();
    await saveSegment(t, { id });
    const input: NewWorkspace = { restApiKeys: [{ key: 'other' }] };
    t.emulator.createWorkspace(input);
    const answer = await t.send(`${path}segment_id=${id}`, { headers: { authorization: 'Bearer other' } });
    expect(said(answer)).toBe(badSegmentId);
  });
});
