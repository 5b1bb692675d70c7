import { type clockEndpoints, clockJson, sleepMs } from '../../../wire/control/clock.js';
import type { Handlers } from '../handler.js';

/** A workspace's clock: looked at, set, moved on. What falls due by that has happened when the answer comes. */
export const clockHandlers = {
  readClock: ({ emulator, workspace }) => clockJson(emulator.readClock(workspace)),
  setClock: ({ emulator, workspace, body }) => clockJson(emulator.setClock(workspace, body)),
  advanceClock: ({ emulator, workspace, body }) => clockJson(emulator.advanceClock(workspace, body.ms)),
  sleep: ({ emulator, workspace, query, body }) =>
    clockJson(emulator.advanceClock(workspace, sleepMs(query, body))),
} satisfies Handlers<typeof clockEndpoints>;
