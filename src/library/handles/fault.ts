import type { Fault, FaultEffect, NewFault } from '../../client/api.js';
import { after, type Caller, type Either, type Given, type Mode } from '../../client/call.js';
import { aText } from '../arguments.js';

/** Which requests a fault strikes: a path, where `*` is one segment and a last `**` any rest, or more about it. */
export type FaultTarget = string | NonNullable<NewFault['match']>;

/** How often a fault strikes. */
export interface FaultOptions {
  /** How many requests it strikes before it is used up. Default: an effect without end, a sequence once. */
  times?: number | null;
  /** How many of the requests it matches pass first. Default 0. */
  skip?: number;
  /** Of striking a request, from 0 to 1. Default 1. */
  probability?: number;
}

/** What a fault does: one effect, or several in turn, where `null` lets a request pass. */
export type FaultSteps = FaultEffect | readonly (FaultEffect | null)[];

/** A planned fault. */
export interface FaultHandle<M extends Mode | 'either' = 'here'> {
  readonly id: string;
  /** The fault with what became of it so far: how often it matched and struck. */
  info(): Given<M, Fault>;
  /** Takes it away. An answer that it holds is let go. */
  delete(): Given<M, void>;
}

export class FaultOf implements FaultHandle<'either'> {
  constructor(
    private readonly caller: Caller,
    private readonly ws: string,
    readonly id: string,
  ) {}

  private get params() {
    return { ws: this.ws, id: this.id };
  }

  info(): Either<Fault> {
    return this.caller.call('getFault', { params: this.params });
  }

  delete(): Either<void> {
    return this.caller.call('deleteFault', { params: this.params });
  }
}

/** @throws EmulatorError `invalid_request` with the path of what is wrong. */
export function planFault(
  caller: Caller,
  ws: string,
  target: FaultTarget,
  steps: FaultSteps,
  options: FaultOptions = {},
): Either<FaultOf> {
  const match = typeof target === 'string' ? { route: aText('target', target) } : target;
  const effects = Array.isArray(steps) ? { sequence: [...steps] } : { effect: steps as FaultEffect };
  const body = { match, ...effects, ...options } as NewFault;
  return after(caller.call('createFault', { params: { ws }, body }), ({ id }) => new FaultOf(caller, ws, id));
}
