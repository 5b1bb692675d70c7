import { importsJson, type trafficEndpoints, trafficJson } from '../../../wire/control/traffic.js';
import type { Handlers } from '../handler.js';

/** What came in: requests over time, and what came of each partner's imports. */
export const trafficHandlers = {
  getServerTraffic: ({ emulator, query }) => trafficJson(emulator.getTraffic(null, query)),
  getTraffic: ({ emulator, workspace, query }) => trafficJson(emulator.getTraffic(workspace, query)),
  listImports: ({ emulator, workspace }) => importsJson(emulator.listImports(workspace)),
} satisfies Handlers<typeof trafficEndpoints>;
