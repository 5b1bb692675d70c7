import { named } from './answers.js';
import { freshEmulator, type TestEmulator } from './emulator.js';
import { aUser, userCount } from './users/users.js';

/** A request that would change or show something. */
export interface BrazeEndpoint {
  path: string;
  /** Fields of a good body, without keys. */
  fields: Record<string, unknown>;
}

export const endpoints: BrazeEndpoint[] = [
  { path: '/partners/hightouch/cohorts', fields: named('c') },
  {
    path: '/partners/hightouch/cohorts/users',
    fields: { cohort_id: 'c', cohort_changes: [{ user_ids: ['a'] }] },
  },
  { path: '/users/track', fields: { attributes: [{ external_id: 'new', plan: 'gold' }] } },
  { path: '/users/export/ids', fields: { external_ids: ['a'] } },
];

/** One profile, `a`. */
export function emulatorOverSocket(): Promise<TestEmulator> {
  return freshEmulator({
    transport: 'over a socket',
    workspace: { users: [aUser({ externalId: 'a' })] },
  });
}

/** A body that the endpoint takes, with its keys where they belong in it. */
export function goodBody(t: TestEmulator, { path, fields }: BrazeEndpoint): Record<string, unknown> {
  return path.startsWith('/partners')
    ? { partner_api_key: t.partnerApiKey, client_secret: t.dataImportKey, ...fields }
    : fields;
}

export function jsonHeaders(t: TestEmulator): Record<string, string> {
  return { 'Content-Type': 'application/json', Authorization: `Bearer ${t.restApiKey}` };
}

/** Whether no endpoint has changed anything since the start. */
export function isUntouched(t: TestEmulator): boolean {
  return userCount(t) === 1 && t.emulator.listCohorts(t.workspace, { limit: 1 }).items.length === 0;
}
