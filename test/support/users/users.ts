import type { NewUserProfile, UserProfileContent } from '../../../src/domain/users/user-profile.js';
import type { TestEmulator } from '../emulator.js';

/** A profile with nothing but what the test names. */
export function aUser(fields: Partial<NewUserProfile> = {}): NewUserProfile {
  return { externalId: null, aliases: [], deviceIds: [], attributes: {}, ...fields };
}

/** What a profile has of which nothing is known. */
export function emptyProfileContent(): UserProfileContent {
  return {
    externalId: null,
    aliases: [],
    deviceIds: [],
    email: null,
    phone: null,
    attributes: {},
    customAttributes: {},
    apps: [],
    sessionCount: 0,
  };
}

/** `crm:a1` as an alias. */
export function anAlias(text: string): { label: string; name: string } {
  const [label = '', name = ''] = text.split(':');
  return { label, name };
}

/** `crm:a1` as an alias on the wire. */
export function wireAlias(text: string): { alias_label: string; alias_name: string } {
  const { label, name } = anAlias(text);
  return { alias_label: label, alias_name: name };
}

/** A profile as `/users/export/ids` shows it; `undefined` when nobody matches. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
export async function exported(t: TestEmulator, criterion: Record<string, unknown>): Promise<any> {
  const answer = await t.rest('/users/export/ids', criterion);
  return answer.json.users[0];
}

export const byExternalId = (externalId: string) => ({ external_ids: [externalId] });
export const byAlias = (text: string) => ({ user_aliases: [wireAlias(text)] });

/** How many profiles the workspace has. */
export function userCount(t: TestEmulator): number {
  return t.emulator.listUsers(t.workspace, { limit: 1_000 }).items.length;
}
