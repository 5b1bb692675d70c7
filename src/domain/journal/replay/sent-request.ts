import type { JsonValue } from '../../json.js';

/** A request as it was sent, to be sent once more. No key is in it: `[redacted]` stands where one stood. */
export interface SentRequest {
  id: string;
  method: string;
  /** Without the query. */
  path: string;
  /** Empty, or from its question mark on. */
  query: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  body: JsonValue;
  /** Whether it is in the journal of the server and not in that of a workspace. */
  isStray?: boolean;
}
