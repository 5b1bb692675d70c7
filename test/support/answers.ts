import { expect } from 'vitest';
import type { Answer, TestEmulator } from './emulator.js';

/** Status and body of an answer in one text, e.g. `201 {"message":"success"}`. */
export function said(answer: Answer): string {
  return `${answer.status} ${answer.text}`;
}

/** What both cohort endpoints say to whatever they accept. */
export const success = '201 {"message":"success"}';

/** A refusal in Braze's shape. */
export function refusal(status: number, message: string): string {
  return `${status} ${JSON.stringify({ message })}`;
}

/** The texts of the two cohort endpoints. */
export const refusals = {
  partnerApiKey: refusal(401, 'Invalid Partner API key'),
  clientSecret: refusal(401, 'Invalid client secret'),
  notEnabled: (secret: string) =>
    refusal(401, `Partner not enabled for client with client secret: ${secret}`),
  cohortId: refusal(400, 'cohort_id must be a valid string'),
  name: refusal(400, 'name must be a non-empty string'),
  createdAt: refusal(400, 'created_at must be a valid time as an ISO-8601 string'),
  cohortChanges: refusal(
    400,
    'cohort_changes must be an array of objects each with key user_ids and/or device_ids mapping to an array of strings, or an aliases object',
  ),
  tooMany: refusal(400, 'Only 1,000 user_ids, device_ids, and aliases are allowed per request'),
  rateLimited: refusal(429, 'Rate Limited'),
  malformed: '400 {"error":"Error while parsing request body. Please check your syntax."}',
  tooLarge: refusal(413, 'Request Entity Too Large'),
  mediaType: refusal(415, 'Unsupported Media Type'),
  unknownPath: refusal(404, 'Invalid URL'),
};

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What every answer of the Braze surface has, and that it was told to the log, as the last one. */
export function expectBrazeShape(t: TestEmulator, answer: Answer): void {
  expect(answer.headers.get('content-type')).toBe('application/json');
  const id = answer.headers.get('x-request-id');
  expect(id).toMatch(uuid);
  expect(t.finished.at(-1)).toMatchObject({ id, status: answer.status });
}

/** The ids of a partner's cohorts in the workspace. */
export function cohortIds(t: TestEmulator): string[] {
  return t.emulator.listCohorts(t.workspace, { limit: 100 }).items.map((cohort) => cohort.cohortId);
}

/** Adds, or with `should_remove` removes, in one change object. */
export function change(t: TestEmulator, cohortId: string, fields: object): Promise<Answer> {
  return t.cohortUsers({ cohort_id: cohortId, cohort_changes: [fields] });
}

export function named(cohortId: string, fields: object = {}): Record<string, unknown> {
  return { cohort_id: cohortId, name: 'Lapsed', created_at: '2026-02-03T09:00:00Z', ...fields };
}
