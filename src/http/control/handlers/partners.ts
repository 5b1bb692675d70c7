import { listJson } from '../../../wire/control/pages.js';
import { type partnerEndpoints, partnerJson } from '../../../wire/control/partners.js';
import type { Handlers } from '../handler.js';
import { pageOfWhole } from '../short-list.js';

/** The server's partners as a workspace sees them, and the switch of their integration. */
export const partnerHandlers = {
  listPartners: ({ emulator, workspace, query }) =>
    listJson('partners', pageOfWhole(emulator.listPartnersOf(workspace), query), partnerJson),
  getPartner: ({ emulator, workspace, params }) =>
    partnerJson(emulator.getPartnerOf(workspace, params.partner)),
  setPartnerEnabled: ({ emulator, workspace, params, body }) =>
    partnerJson(emulator.setPartnerEnabled(workspace, params.partner, body.enabled)),
} satisfies Handlers<typeof partnerEndpoints>;
