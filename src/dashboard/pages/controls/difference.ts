import type { Clock, Fault } from '../../../client/api.js';
import { counted } from '../../parts/numbers.js';
import type { Request } from './controls-request.js';
import { isAtDefault, switches } from './switches.js';

/** A clock that is nearer to the server's is not called another. */
const shiftMsMin = 5_000;

/** What is different from a plain Braze, in words. */
export function differenceSentence(
  { workspace, clock }: Request,
  faults: readonly Fault[],
  serverNow: string,
): string {
  const planned = faults.filter(({ remaining }) => remaining !== 0).length;
  const changed = switches.filter((its) => !isAtDefault(its, workspace.behaviour)).length;
  const differences = [
    planned > 0 && `${counted(planned, 'fault')} can strike`,
    clock.frozen && 'the clock is frozen',
    !clock.frozen && isShifted(clock, serverNow) && 'the clock shows another time than the server’s',
    changed > 0 && `${counted(changed, 'switch is', 'switches are')} not at the default`,
  ].filter((its) => its !== false);
  if (differences.length === 0) return 'Nothing is different from a plain Braze here.';
  const [last = ''] = differences.slice(-1);
  const text = differences.length === 1 ? last : `${differences.slice(0, -1).join(', ')} and ${last}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

export function isShifted(clock: Clock, serverNow: string): boolean {
  return Math.abs(Date.parse(clock.now) - Date.parse(serverNow)) >= shiftMsMin;
}
