import { z } from 'zod';
import type { Seed } from '../../domain/seed/start-state.js';
import {
  clusterRegions,
  type Partner,
  type PartnerApiKey,
  partnerCatalogue,
} from '../../domain/workspaces/partner.js';
import { type Problem, parseAs, readAs } from './read.js';
import { workspaceInput } from './workspaces.js';

// The shape of a seed file, and of the library's `seed` object. Unknown fields are errors.

const apiKey = z
  .strictObject({
    key: z.string().min(1).max(256),
    region: z
      .enum(clusterRegions)
      .optional()
      .describe('Cluster region the key is valid in. Left out, everywhere.'),
  })
  .transform((its): PartnerApiKey => ({ key: its.key, region: its.region ?? null }));

const partnerName = z
  .string()
  .regex(/^[\w.-]+$/, 'expected letters, digits, ".", "_" and "-" only, as it stands in a path')
  .describe('Name in /partners/{partner}/cohorts; case does not matter.');

const partner = z
  .strictObject({
    partner: partnerName,
    display_name: z
      .string()
      .min(1)
      .optional()
      .describe('Left out, that of the catalogue or else the path name.'),
    filter_name: z
      .string()
      .min(1)
      .optional()
      .describe('Name of the segment filter over its cohorts. Left out, "<display name> Cohorts".'),
    api_keys: z.array(apiKey).min(1),
  })
  .transform((its): Partner => {
    const name = its.partner.toLowerCase();
    const known = partnerCatalogue.find((candidate) => candidate.partner === name);
    const displayName = its.display_name ?? known?.displayName ?? its.partner;
    return {
      partner: name,
      displayName,
      filterName: its.filter_name ?? `${displayName} Cohorts`,
      apiKeys: its.api_keys,
    };
  });

/** A seed as it is written. `$schema` is for editors. */
export const seedInput = z
  .strictObject({
    $schema: z.string().optional(),
    partners: z
      .array(partner)
      .optional()
      .describe('Partners beyond the catalogue, or other keys for those in it.'),
    workspaces: z.array(workspaceInput).optional(),
  })
  .transform((its): Seed => ({ partners: its.partners ?? [], workspaces: its.workspaces ?? [] }))
  .superRefine((seed, context) => {
    const refuse = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path: ['partners', ...path], message });
    const names = new Set<string>();
    const keys = new Set<string>();
    for (const [index, { partner, apiKeys }] of seed.partners.entries()) {
      if (names.has(partner)) refuse([index, 'partner'], `'${partner}' stands twice`);
      names.add(partner);
      for (const [keyIndex, { key }] of apiKeys.entries()) {
        if (keys.has(key)) refuse([index, 'api_keys', keyIndex, 'key'], 'this key stands twice');
        keys.add(key);
      }
    }
  });

/** Reads a seed and says everything that is wrong in its shape. Nothing at all is an empty seed. */
export function parseSeed(value: unknown): { value: Seed } | { problems: Problem[] } {
  return parseAs(seedInput, value ?? {});
}

/** @throws EmulatorError `invalid_request` for the first thing that is wrong, with its path. */
export function readSeed(value: unknown): Seed {
  return readAs(seedInput, value ?? {}, 'The seed');
}
