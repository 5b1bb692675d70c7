import type { Fault, FaultEffect, NewFault } from '../../../client/api.js';
import { countText } from '../../parts/numbers.js';

// What faults do, in words, and those that are made by one click.

type NewEffect = NonNullable<NewFault['effect']>;

/** A fault to make by one click; it strikes whatever request comes next. */
export interface Preset {
  name: string;
  label: string;
  fault: NewFault;
}

export const presets: readonly Preset[] = [
  { name: '429', label: '429 once', fault: { effect: { status: 429, retry_after_s: 30 }, times: 1 } },
  { name: '500', label: '500 twice', fault: { effect: { status: 500 }, times: 2 } },
  { name: 'slow', label: 'Slow answer once', fault: { effect: { answer_delay_ms: 5_000 }, times: 1 } },
  { name: 'reset', label: 'Connection reset once', fault: { effect: { close: 'reset' }, times: 1 } },
  { name: 'lost', label: 'Answer lost once', fault: { effect: { lose_answer: true }, times: 1 } },
  { name: 'hold', label: 'Hold the next answer', fault: { effect: { hold: true }, times: 1 } },
];

/** An effect that the form offers. */
interface EffectChoice {
  value: string;
  label: string;
  /** @param ms  What the field for milliseconds has. */
  make: (ms: number | undefined) => NewEffect;
}

const breaks = {
  reset: 'The connection is reset',
  empty: 'The connection ends without an answer',
  truncated: 'The answer is cut off',
  hang: 'No answer ever comes',
  garbage: 'The answer is no HTTP',
} satisfies Record<NonNullable<NewEffect['close']>, string>;

const statuses = [429, 500, 502, 503, 504, 401, 403, 423];

export const effectChoices: readonly EffectChoice[] = [
  ...statuses.map((status) => ({
    value: String(status),
    label: `Refused with ${status}`,
    make: () => ({ status }),
  })),
  { value: 'delay', label: 'Waits, then is processed', make: (ms) => ({ delay_ms: ms ?? 5_000 }) },
  {
    value: 'answer_delay',
    label: 'Applied, and answered late',
    make: (ms) => ({ answer_delay_ms: ms ?? 5_000 }),
  },
  ...Object.entries(breaks).map(([close, label]) => ({
    value: close,
    label,
    make: () => ({ close: close as keyof typeof breaks }),
  })),
  {
    value: 'lose_answer',
    label: 'Applied, the answer is lost',
    make: () => ({ lose_answer: true }),
  },
  { value: 'hold', label: 'Applied, the answer is held', make: () => ({ hold: true }) },
];

export const everyRequest = 'every request';

/** Which requests a fault is for. */
export function matchText({ match }: Fault): string {
  const { route, method, partner, cohort_id: cohort } = match;
  const parts = [method, route, partner && `of ${partner}`, cohort && `to cohort ${cohort}`].filter(Boolean);
  return parts.length === 0 ? everyRequest : parts.join(' ');
}

/** What a fault does. */
export function effectText({ effect, sequence }: Fault): string {
  if (sequence === undefined) return effect === undefined ? '' : textOf(effect);
  const shown = sequence.slice(0, 5).map((step) => (step === null ? 'passes' : textOf(step)));
  return `in turn: ${shown.join('; ')}${sequence.length > shown.length ? '; …' : ''}`;
}

function textOf(effect: FaultEffect): string {
  if ('status' in effect) return statusText(effect);
  if ('delay_ms' in effect)
    return `waits ${rangeText(effect.delay_ms, effect.jitter_ms)} before it is processed`;
  if ('close' in effect) return `${breaks[effect.close]}${effect.applied ? ', after it is applied' : ''}`;
  if ('lose_answer' in effect) return 'is applied, and its answer is lost';
  if ('hold' in effect) return 'is applied, and its answer is held';
  if ('rest_after_ms' in effect)
    return `a part is applied at once, the rest ${rangeText(effect.rest_after_ms)} later`;
  return deliveryText(effect) || 'is answered as ever';
}

function statusText(effect: Extract<FaultEffect, { status: number }>): string {
  const { status, retry_after_s: retry, body, applied } = effect;
  return [
    `answers ${status}`,
    retry !== undefined && `retry after ${retry} s`,
    body !== undefined && 'with a body of its own',
    applied && 'after it is applied',
    deliveryText(effect),
  ]
    .filter(Boolean)
    .join(', ');
}

type Delivery = Pick<NewEffect, 'answer_delay_ms' | 'jitter_ms' | 'cut_after_bytes' | 'drip' | 'bytes_per_s'>;

function deliveryText({
  answer_delay_ms: ms,
  jitter_ms: jitter,
  cut_after_bytes: cut,
  ...its
}: Delivery): string {
  const { drip, bytes_per_s: perSecond } = its;
  return [
    ms !== undefined && `answered ${rangeText(ms, jitter)} late`,
    cut !== undefined && `cut off after ${cut} bytes`,
    drip && `${drip.bytes} bytes every ${drip.every_ms} ms`,
    perSecond !== undefined && `${countText(perSecond)} bytes a second`,
  ]
    .filter(Boolean)
    .join(', ');
}

function rangeText(ms: number, jitter = 0): string {
  return jitter === 0 ? `${countText(ms)} ms` : `${countText(ms)} to ${countText(ms + jitter)} ms`;
}
