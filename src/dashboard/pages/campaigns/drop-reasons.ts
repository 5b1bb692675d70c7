import type { Send } from '../../../client/api.js';

type DropReason = Send['dropped'][number]['reason'];

const texts: Record<DropReason, string> = {
  unknown_user: 'No profile has this identifier. Create the user first, then send again.',
  ambiguous: 'Several profiles have this identifier, so none of them is meant.',
  duplicate: 'The same user was named again later: the last one counts.',
  outside_target: 'The user is not in the target segments, or does not pass the additional filters.',
  outside_segment: 'The user is not in the segment that the request names.',
  outside_audience: 'The user is not in the connected audience that the request names.',
  subscription_state: 'The subscription state of the user keeps the message away.',
  archived: 'It was archived, so nobody receives it.',
  paused: 'It was paused, so nobody receives it.',
};

/** Why a recipient was dropped, and what to do. */
export function reasonText(reason: DropReason): string {
  return texts[reason];
}
