import { listJson } from '../../../wire/control/pages.js';
import { lookupJson, type segmentEndpoints, segmentJson } from '../../../wire/control/segments/segments.js';
import { profileJson } from '../../../wire/control/users/profiles.js';
import type { Handlers } from '../handler.js';

/** Segments of a workspace, which at Braze only a person in the dashboard can make; and who is in them. */
export const segmentHandlers = {
  listSegments: ({ emulator, workspace, query }) =>
    listJson('segments', emulator.listSegments(workspace, query), segmentJson),
  createSegment: ({ emulator, workspace, body }) => segmentJson(emulator.createSegment(workspace, body)),
  evaluateDefinition({ emulator, workspace, body, query }) {
    const { size, members, counts } = emulator.evaluateDefinition(workspace, body.definition, query);
    return { size, ...listJson('members', members, profileJson), counts };
  },
  getSegment: ({ emulator, workspace, params }) => segmentJson(emulator.getSegment(workspace, params.id)),
  replaceSegment: ({ emulator, workspace, params, body }) =>
    segmentJson(emulator.replaceSegment(workspace, params.id, body)),
  deleteSegment: ({ emulator, workspace, params }) => emulator.deleteSegment(workspace, params.id),
  archiveSegment: ({ emulator, workspace, params }) =>
    segmentJson(emulator.archiveSegment(workspace, params.id)),
  unarchiveSegment: ({ emulator, workspace, params }) =>
    segmentJson(emulator.unarchiveSegment(workspace, params.id)),
  getSegmentSize: ({ emulator, workspace, params }) => ({
    size: emulator.getSegmentSize(workspace, params.id),
  }),
  listSegmentMembers: ({ emulator, workspace, params, query }) =>
    listJson('members', emulator.listSegmentMembers(workspace, params.id, query), profileJson),
  lookUpUser: ({ emulator, workspace, params, query }) =>
    lookupJson(emulator.lookUpUser(workspace, params.id, query)),
} satisfies Handlers<typeof segmentEndpoints>;
