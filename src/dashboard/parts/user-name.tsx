import type { Profile } from '../../client/api.js';
import { Code } from './text.js';

/** Somebody by the identifier that tells most: external id, else alias, else device, else Braze ID. */
export function UserName({ of }: { of: Profile }) {
  return <Code>{userNameOf(of)}</Code>;
}

export function userNameOf({
  external_id,
  user_aliases: [alias],
  device_ids: [device],
  braze_id,
}: Profile): string {
  if (external_id !== null) return external_id;
  if (alias !== undefined) return `${alias.alias_label}:${alias.alias_name}`;
  return device === undefined ? braze_id : `device:${device}`;
}
