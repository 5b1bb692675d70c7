/** Stops reading one object of `/users/track`; `type` becomes that of its problem. The other objects are read on. */
export class TrackRefusal extends Error {
  override readonly name = 'TrackRefusal';
  /** @param field  The attribute that it is about, where that is known. */
  constructor(
    readonly type: string,
    readonly field?: string,
  ) {
    super(type);
  }
}

/** @throws TrackRefusal */
export function refuseObject(type: string): never {
  throw new TrackRefusal(type);
}
