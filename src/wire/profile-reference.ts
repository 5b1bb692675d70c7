import { z } from 'zod';
import type { ProfileReference } from '../domain/users/profile-reference.js';
import { lazySchema, type Wire } from './endpoint.js';

/** Somebody as a request named them, by Braze's names. */
export const referenceAnswer = lazySchema(() =>
  z
    .union([
      z.strictObject({ external_user_id: z.string() }),
      z.strictObject({ braze_id: z.string() }),
      z.strictObject({ email: z.string() }),
      z.strictObject({ phone: z.string() }),
      z.strictObject({ user_alias: z.strictObject({ alias_label: z.string(), alias_name: z.string() }) }),
    ])
    .meta({ id: 'profile_reference', description: 'A way to name a user.' }),
);

export function referenceJson(reference: ProfileReference): Wire<typeof referenceAnswer> {
  if ('externalId' in reference) return { external_user_id: reference.externalId };
  if ('brazeId' in reference) return { braze_id: reference.brazeId };
  if ('email' in reference) return { email: reference.email };
  if ('phone' in reference) return { phone: reference.phone };
  const { label, name } = reference.alias;
  return { user_alias: { alias_label: label, alias_name: name } };
}
