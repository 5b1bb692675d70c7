import { z } from 'zod';
import type { WorkspacePartner } from '../../domain/workspaces/workspace.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { controlEndpoint } from './endpoint.js';
import { dataImportKeyAnswer, dataImportKeyJson } from './keys.js';
import { pageAnswer, pageQuery } from './pages.js';

const partnerSwitch = lazySchema(() => z.strictObject({ enabled: z.boolean() }));

export const partnerAnswer = lazySchema(() =>
  z
    .strictObject({
      partner: z.string().describe('Name in /partners/{partner}/cohorts.'),
      display_name: z.string(),
      filter_name: z.string().describe('Name of the segment filter over its cohorts.'),
      enabled: z.boolean(),
      partner_api_key: z
        .string()
        .describe('`partner_api_key` of a cohort request; valid in every workspace.'),
      data_import_keys: z.array(dataImportKeyAnswer()),
    })
    .meta({ id: 'workspace_partner', description: 'A partner as a workspace sees it, with its keys.' }),
);

export function partnerJson(partner: WorkspacePartner): Wire<typeof partnerAnswer> {
  return {
    partner: partner.partner,
    display_name: partner.displayName,
    filter_name: partner.filterName,
    enabled: partner.isEnabled,
    partner_api_key: partner.partnerApiKey,
    data_import_keys: partner.dataImportKeys.map(dataImportKeyJson),
  };
}

export const partnerEndpoints = {
  listPartners: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/partners',
    summary: 'Lists the partners of the server as a workspace sees them.',
    query: pageQuery,
    answer: { status: 200, body: lazySchema(() => pageAnswer({ partners: z.array(partnerAnswer()) })) },
  }),
  getPartner: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/partners/{partner}',
    summary: 'Shows a partner as a workspace sees it, with its keys.',
    answer: { status: 200, body: partnerAnswer },
    refusals: ['partner_not_found'],
  }),
  setPartnerEnabled: controlEndpoint({
    verb: 'PUT',
    path: '/workspaces/{ws}/partners/{partner}',
    summary: 'Switches the integration of a partner on or off in a workspace.',
    body: partnerSwitch,
    answer: { status: 200, body: partnerAnswer },
    refusals: ['partner_not_found'],
  }),
};
