import type { ObservedBody } from '../domain/journal/request-record.js';

/** A request that was recorded somewhere, and its answer. */
export interface RecordedExchange {
  /** Its id in the recording, or where it stands there: `log.entries[3]`. */
  id: string;
  /** When it was sent, by the recording's clock, in milliseconds. */
  receivedAt: number;
  /** The same on the clock of its workspace, where the recording has another for it. */
  at: number;
  durationMs: number;
  method: string;
  /** Without the query. */
  path: string;
  /** Empty, or from its question mark on. */
  query: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: ObservedBody;
  /** `null` when none came. */
  answer: { status: number; headers: Record<string, string>; body: ObservedBody } | null;
}

/** What a file of recorded traffic holds. */
export interface Recording {
  /** What it is, for people: `HAR`. */
  kind: string;
  /** Those that went to Braze, in the order in which they were sent. */
  exchanges: RecordedExchange[];
  /** How many others are in it. */
  othersCount: number;
}

/** The body that a text is. */
export function observedText(text: string | undefined): ObservedBody {
  if (text === undefined || text === '') return { kind: 'none' };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'text', text };
  }
}

/** A path with its query, in its two parts. */
export function splitPath(whole: string): { path: string; query: string } {
  const at = whole.indexOf('?');
  return at === -1 ? { path: whole, query: '' } : { path: whole.slice(0, at), query: whole.slice(at) };
}
