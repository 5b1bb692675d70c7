import type { Step } from '../../../domain/json-path.js';

/** Stops reading one object of `/users/track`; `type` becomes that of its problem. The other objects are read on. */
export class TrackRefusal extends Error {
  override readonly name = 'TrackRefusal';
  /** @param steps  Where the culprit stands, from the object on; none for the object itself. */
  constructor(
    readonly type: string,
    readonly steps: readonly Step[] = [],
  ) {
    super(type);
  }
}

/** @throws TrackRefusal */
export function refuseObject(type: string, ...steps: Step[]): never {
  throw new TrackRefusal(type, steps);
}
