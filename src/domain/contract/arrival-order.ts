import type { ObservedRequest } from './judged-request.js';

/**
 * Requests in the order of their arrival. A journal has them in the order of their answers: one that was answered late
 * stands after others that came later. So each waits until so many have come after it.
 */
export class ArrivalOrder {
  private readonly waiting: ObservedRequest[] = [];

  /** @param waitingMax  How many requests another may be answered after, and still take its place before them. */
  constructor(private readonly waitingMax = 256) {}

  /** @returns The request whose turn it is, once enough have come. */
  add(request: ObservedRequest): ObservedRequest | undefined {
    let at = this.waiting.length;
    // Of those that came in the same moment the first answered goes first.
    while (at > 0 && this.waiting[at - 1]!.receivedAt > request.receivedAt) at--;
    this.waiting.splice(at, 0, request);
    return this.waiting.length > this.waitingMax ? this.waiting.shift() : undefined;
  }

  /** Those that are left, at the end. */
  rest(): ObservedRequest[] {
    return this.waiting.splice(0);
  }
}
