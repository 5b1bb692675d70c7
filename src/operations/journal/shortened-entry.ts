import type { MembershipOutcome } from '../../domain/cohort.js';
import type { Decision, DecisionNote, JournaledMessage } from '../../domain/journal/journal.js';
import { shortened, shortenedText, withShortTexts } from '../../domain/journal/shortened.js';
import type { JsonValue } from '../../domain/json.js';
import { journaledIdLengthMax, shownSentenceLengthMax } from '../../domain/limits.js';

/** Cuts the identifiers of an outcome, which stand in the body of the request too. */
export function shortOutcome(outcome: MembershipOutcome): MembershipOutcome {
  return withShortTexts(
    outcome as unknown as JsonValue,
    shownSentenceLengthMax,
  ) as unknown as MembershipOutcome;
}

/** Cuts what an answer repeats of a request. */
export function shortAnswer<Answer extends JournaledMessage>(answer: Answer): Answer {
  return { ...answer, body: withShortTexts(answer.body, journaledIdLengthMax) };
}

/** Cuts what a decision shows to a readable length. */
export function shortDecision(decision: Decision): Decision {
  if (decision.kind === 'refused') return { kind: 'refused', ...shortNote(decision) };
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
