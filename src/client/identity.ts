import type { Profile } from './api.js';

/** One identifier of a user, as the control API has it. */
export type Identifier =
  | { external_id: string }
  | { device_id: string }
  | { user_alias: { alias_label: string; alias_name: string } };

const devicePrefix = 'device:';

/** How a user is called in lists: by the external id, or else by an alias, a device or the braze id. */
export function idOf({ external_id, user_aliases, device_ids, braze_id }: Profile): string {
  if (external_id !== null) return external_id;
  const [alias] = user_aliases;
  if (alias !== undefined) return `${alias.alias_label}:${alias.alias_name}`;
  const [device] = device_ids;
  return device === undefined ? `braze_id:${braze_id}` : devicePrefix + device;
}

/** The text that means an identifier, as `ids()` gives it. */
export function nameOf(identifier: Identifier): string {
  if ('external_id' in identifier) return identifier.external_id;
  if ('device_id' in identifier) return devicePrefix + identifier.device_id;
  return `${identifier.user_alias.alias_label}:${identifier.user_alias.alias_name}`;
}
