import { receiverJson, type sendEndpoints, sendJson } from '../../../wire/control/messaging/sends.js';
import { listJson } from '../../../wire/control/pages.js';
import type { Handlers } from '../handler.js';

/** The outbox: what would have been sent, to whom, and who was dropped and why. */
export const sendHandlers = {
  listSends: ({ emulator, workspace, query }) =>
    listJson('sends', emulator.listSends(workspace, query.criteria, query.page), sendJson),
  listReceivers({ emulator, workspace, params, query }) {
    const page = emulator.listReceivers(workspace, params.dispatch_id, query);
    return listJson('receivers', page, (receiver) => receiverJson(page.send, receiver));
  },
} satisfies Handlers<typeof sendEndpoints>;
