import type { EmulatorError } from '../../domain/errors.js';
import type { InPartsEffect } from '../../domain/fault.js';
import type { RequestRecord } from '../../domain/journal/request-record.js';
import type { JsonValue } from '../../domain/json.js';
import type { SegmentExport } from '../../domain/segments/segment-export.js';
import type { RateLimitStanding } from '../../domain/workspaces/rate-limit.js';
import type { PartnerAccess, RestAccess } from '../../domain/workspaces/workspace.js';
import type { SocketBindings } from '../connections.js';

/** A body that may be no JSON, for which it is refused later than for other things. */
export type ParsedBody =
  | { value: JsonValue; hasEmptyArrays: boolean }
  | { value?: undefined; refusal: EmulatorError };

/** Hono's variables on the Braze surface: each middleware fills in its own. Read by `c.get`: `c.var` is made anew of all of them. */
export interface BrazeEnv {
  Bindings: Partial<SocketBindings>;
  Variables: {
    record: RequestRecord;
    /** The body, when it was read: its bytes, until it is parsed, or that there are too many of them. */
    sent: Uint8Array | 'too_large' | undefined;
    /** How many bytes were read. */
    sentBytes: number;
    /** Gives back the room that the body has among those that are read at once. */
    leaveRoom: (() => void) | undefined;
    /** What is in the body, before anybody asked whether it is JSON at all. */
    parsed: ParsedBody;
    body: JsonValue;
    access: RestAccess;
    partnerAccess: PartnerAccess;
    segmentExport: SegmentExport;
    standing: RateLimitStanding;
    /** Where a fault has it applied in parts. */
    inParts: InPartsEffect;
  };
}
