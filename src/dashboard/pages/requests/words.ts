import { STATUS_CODES } from 'node:http';
import type { CohortOutcome, JournalEntry } from '../../../client/api.js';
import type { Tone } from '../../page.js';
import { counted } from '../../parts/numbers.js';
import { cutText, withDot } from '../../parts/text.js';

// What became of a request, in words.

/** `400 Bad Request` */
export function statusText({ response }: JournalEntry): string {
  if (response === null) return 'No answer';
  const words = STATUS_CODES[response.status];
  return words === undefined ? String(response.status) : `${response.status} ${words}`;
}

export function statusTone({ response }: JournalEntry): Tone {
  return response !== null && response.status < 400 ? 'good' : 'bad';
}

/** In one word, with its tone. */
export function verdictOf(entry: JournalEntry): { word: string; tone: Tone } {
  const { decision, outcome, fault, response } = entry;
  if (fault !== null && (response === null || response.status >= 400)) return { word: 'fault', tone: 'bad' };
  if (decision.kind === 'refused') return { word: 'refused', tone: 'bad' };
  if (isHeldBack(entry)) return { word: 'held back', tone: 'plain' };
  if (outcome !== null && outcome.added + outcome.removed === 0) return { word: 'no effect', tone: 'idle' };
  return { word: entry.method === 'GET' ? 'answered' : 'applied', tone: 'good' };
}

/** Whether a processing delay keeps what it changes. */
export function isHeldBack({ decision, outcome, path, response }: JournalEntry): boolean {
  return (
    decision.kind === 'accepted' &&
    outcome === null &&
    response?.status === 201 &&
    /^\/partners\/[^/]+\/cohorts\/users$/i.test(bare(path))
  );
}

/** What was asked for, how long it took, and what its answer is called. */
export function idLine({ method, path, duration_ms, id }: JournalEntry): string {
  return `${method} ${cutText(path, 160)} · ${duration_ms.toFixed(1)} ms · X-Request-Id ${id}`;
}

/** The path without the query. */
export function bare(path: string): string {
  return path.split('?', 1)[0] ?? path;
}

/** What a request came to, piece by piece: `+412`, `7 unknown`. */
export function outcomeParts(outcome: CohortOutcome): { text: string; tone: Tone }[] {
  const { added, removed, already_member, not_member, conflicts } = outcome;
  const unknown = unknownCount(outcome);
  const skipped = outcome.skipped_identified.device_ids.length;
  const parts: [number, string, Tone][] = [
    [added, `+${added.toLocaleString('en')}`, 'good'],
    [removed, `−${removed.toLocaleString('en')}`, 'left'],
    [unknown, `${unknown.toLocaleString('en')} unknown`, 'idle'],
    [skipped, `${counted(skipped, 'device')} skipped`, 'idle'],
    [already_member, `${already_member.toLocaleString('en')} already in`, 'idle'],
    [not_member, `${not_member.toLocaleString('en')} not in`, 'idle'],
    [conflicts.length, counted(conflicts.length, 'contradiction'), 'idle'],
  ];
  return parts.filter(([count]) => count > 0).map(([, text, tone]) => ({ text, tone }));
}

export function unknownCount({ unknown }: CohortOutcome): number {
  return unknown.user_ids.length + unknown.device_ids.length + unknown.aliases.length;
}

/** Notes of what had no effect, or was looked past. */
export function notesOf({ decision }: JournalEntry) {
  return decision.notes ?? [];
}

/** As a sentence, with a dot at its end. */
export function sentence(text: string): string {
  const first = text.charAt(0);
  // What begins with the name of a field keeps it.
  const begun = /^[a-z]+ /.test(text) ? first.toUpperCase() + text.slice(1) : text;
  return withDot(begun);
}
