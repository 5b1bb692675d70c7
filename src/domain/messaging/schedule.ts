import type { SendRequest } from './send.js';

/** When a scheduled send happens. */
export interface ScheduleTime {
  /** Milliseconds since the epoch; of a local time, as it would be in UTC. */
  time: number;
  /** Whether each receiver gets it when a clock of their own zone shows the time. */
  isLocal: boolean;
}

/** A send that is planned. It goes when it has happened for everybody. */
export interface Schedule extends ScheduleTime {
  /** A UUID. */
  id: string;
  /** Number of its campaign or Canvas. */
  campaign: number;
  dispatchId: string;
  request: SendRequest;
  /** Of a local time: the moment up to which zones have had their turn; `null` before the first. */
  handledUntil: number | null;
  /** Number of the planned work that does it. */
  dueWork: number;
}
