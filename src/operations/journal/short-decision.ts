import type { Decision, DecisionNote } from '../../domain/journal/journal.js';
import { shortened, shortenedText } from '../../domain/journal/shortened.js';
import { shownSentenceLengthMax } from '../../domain/limits.js';

/** Cuts what a decision shows to a readable length. */
export function shortDecision(decision: Decision): Decision {
  if (decision.kind === 'refused') {
    const refusal: Decision = { kind: 'refused', ...shortNote(decision) };
    if (decision.notes !== undefined) refusal.notes = decision.notes.map(shortNote);
    return refusal;
  }
  return { kind: 'accepted', notes: decision.notes.map(shortNote) };
}

function shortNote({ rule, message, path, count, paths, received, hint }: DecisionNote): DecisionNote {
  return {
    rule,
    message: shortenedText(message, shownSentenceLengthMax),
    ...(path !== undefined && { path: shortenedText(path, shownSentenceLengthMax) }),
    ...(count !== undefined && { count }),
    ...(paths !== undefined && { paths: paths.map((its) => shortenedText(its, shownSentenceLengthMax)) }),
    ...(received !== undefined && { received: shortened(received) }),
    ...(hint !== undefined && { hint: shortenedText(hint, shownSentenceLengthMax) }),
  };
}
