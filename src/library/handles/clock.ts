import type { Clock } from '../../client/api.js';
import { after, type Caller, type Either, type Given, type Mode } from '../../client/call.js';
import { milliseconds, refuseArgument } from '../arguments.js';

/** The clock of a workspace. What falls due by a change of it has happened when the change is done. */
export interface ClockHandle<M extends Mode | 'either' = 'here'> {
  /** The time it shows. */
  now(): Given<M, Date>;
  /** Stops it, at a time if one is given: a `Date`, or ISO 8601. */
  freeze(at?: Date | string): Given<M, Clock>;
  /** Lets it run on from where it is. */
  unfreeze(): Given<M, Clock>;
  /** Sets it: a `Date`, or ISO 8601. It stays frozen, or goes on. */
  set(at: Date | string): Given<M, Clock>;
  /** Moves it on: milliseconds, or a text such as `30s`, `5m`, `1h`, `2d`. */
  advance(by: number | string): Given<M, Clock>;
  /** The time and whether it is frozen. */
  info(): Given<M, Clock>;
}

export class ClockOf implements ClockHandle<'either'> {
  constructor(
    private readonly caller: Caller,
    private readonly ws: string,
  ) {}

  now(): Either<Date> {
    return after(this.info(), ({ now }) => new Date(now));
  }

  freeze(at?: Date | string): Either<Clock> {
    return this.change({ now: at === undefined ? undefined : isoOf(at), frozen: true });
  }

  unfreeze(): Either<Clock> {
    return this.change({ frozen: false });
  }

  set(at: Date | string): Either<Clock> {
    return this.change({ now: isoOf(at) });
  }

  advance(by: number | string): Either<Clock> {
    const ms = milliseconds('by', by);
    return this.caller.call('advanceClock', { params: { ws: this.ws }, body: { ms } });
  }

  info(): Either<Clock> {
    return this.caller.call('readClock', { params: { ws: this.ws } });
  }

  private change(body: { now?: string; frozen?: boolean }): Either<Clock> {
    return this.caller.call('setClock', { params: { ws: this.ws }, body });
  }
}

function isoOf(at: Date | string): string {
  if (typeof at === 'string' && at !== '') return at;
  if (at instanceof Date && !Number.isNaN(at.getTime())) return at.toISOString();
  return refuseArgument('at', 'a valid Date or an ISO 8601 time', at);
}
