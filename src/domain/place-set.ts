/**
 * Some of the identifiers of one request, by their places over all its lists from 0: a bit for each, in base64. 1,000
 * identifiers take 168 characters at the most.
 */
export type PlaceSet = string;

/** Collects places. */
export class PlaceBits {
  private readonly bytes: Uint8Array;
  /** How many bytes have a bit. */
  private used = 0;

  /** @param count  Of all places there are. */
  constructor(count: number) {
    this.bytes = new Uint8Array((count + 7) >>> 3);
  }

  add(place: number): void {
    const byte = place >>> 3;
    this.bytes[byte]! |= 1 << (place & 7);
    if (byte >= this.used) this.used = byte + 1;
  }

  toSet(): PlaceSet {
    return this.used === 0 ? '' : Buffer.from(this.bytes.buffer, 0, this.used).toString('base64');
  }
}

export function isInPlaceSet(set: PlaceSet): (place: number) => boolean {
  const bytes = Buffer.from(set, 'base64');
  return (place) => ((bytes[place >>> 3] ?? 0) & (1 << (place & 7))) !== 0;
}
