import { z } from 'zod';
import type { Delivery, Pace } from '../../../domain/fault.js';
import { bytesPerSMax, dripBytesMax, dripEveryMsMax, faultDelayMsMax } from '../../../domain/limits.js';

// How an answer goes out, if not at once and whole.

export const delayMs = z.int().min(0).max(faultDelayMsMax);

export const deliveryShape = {
  answer_delay_ms: delayMs
    .optional()
    .describe("The answer comes this much later than the change, on the workspace's clock."),
  jitter_ms: delayMs.optional(),
  cut_after_bytes: z
    .int()
    .min(0)
    .optional()
    .describe('So much of the body comes, never all of it, and the connection ends.'),
  drip: z
    .strictObject({ bytes: z.int().min(1).max(dripBytesMax), every_ms: z.int().min(1).max(dripEveryMsMax) })
    .optional()
    .describe('So many bytes of the body after each interval of real time.'),
  bytes_per_s: z.int().min(1).max(bytesPerSMax).optional(),
};

/** Each of them makes an effect, alone or with a status. */
export const deliveryFields = ['answer_delay_ms', 'cut_after_bytes', 'drip', 'bytes_per_s'] as const;

interface DeliveryFields {
  answer_delay_ms?: number;
  jitter_ms?: number;
  cut_after_bytes?: number;
  drip?: { bytes: number; every_ms: number };
  bytes_per_s?: number;
}

/** `undefined` when nothing is asked for. */
export function deliveryOf(its: DeliveryFields): Delivery | undefined {
  const { answer_delay_ms: ms, jitter_ms: jitterMs = 0, cut_after_bytes: cutAfterBytes } = its;
  if (deliveryFields.every((name) => its[name] === undefined)) return undefined;
  return {
    delay: ms === undefined ? undefined : { ms, jitterMs },
    cutAfterBytes,
    pace: paceOf(its),
  };
}

function paceOf({ drip, bytes_per_s: bytesPerS }: DeliveryFields): Pace | undefined {
  if (drip !== undefined) return { bytes: drip.bytes, everyMs: drip.every_ms };
  return bytesPerS === undefined ? undefined : { bytesPerS };
}

/** As it is asked for. */
export function deliveryJson({ delay, cutAfterBytes, pace }: Delivery): DeliveryFields {
  return {
    ...(delay !== undefined && { answer_delay_ms: delay.ms, jitter_ms: delay.jitterMs }),
    ...(cutAfterBytes !== undefined && { cut_after_bytes: cutAfterBytes }),
    ...(pace !== undefined && paceJson(pace)),
  };
}

function paceJson(pace: Pace): Pick<DeliveryFields, 'drip' | 'bytes_per_s'> {
  return 'bytesPerS' in pace
    ? { bytes_per_s: pace.bytesPerS }
    : { drip: { bytes: pace.bytes, every_ms: pace.everyMs } };
}
