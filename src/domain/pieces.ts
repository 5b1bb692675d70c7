/** Work that takes long, in pieces of some milliseconds: it yields after each. */
export type Pieces<Result> = Generator<void, Result>;

/** All pieces without a pause, for a caller who waits for nothing else. */
export function atOnce<Result>(pieces: Pieces<Result>): Result {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/** So many characters of a text are looked at in one piece. */
export const stretchLength = 64 * 1024;

/** Tells when enough was looked at to let others in. */
export class Pace {
  private looked = 0;

  isOver(characters: number): boolean {
    this.looked += characters;
    if (this.looked < stretchLength) return false;
    this.looked = 0;
    return true;
  }
}
