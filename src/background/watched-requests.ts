import { EmulatorError, invariant } from '../domain/errors.js';
import type { JournalEntry } from '../domain/journal/journal.js';
import {
  ExpectationCheck,
  type ExpectationResult,
  type JournaledRequest,
  NearestRequests,
  type NearMiss,
  type RequestExpectation,
} from '../domain/journal/request-expectation.js';
import type { Pieces } from '../domain/pieces.js';
import type { Emulator } from '../emulator.js';
import { requestFacts } from '../wire/control/journal/expectations.js';

/** How long one look keeps others waiting. */
const sliceMs = 10;
const entriesAtATime = 50;

/** What was found, and of a miss the requests that came closest. */
export interface WatchResult extends ExpectationResult {
  nearest: NearMiss[];
}

/**
 * The requests of a workspace from some point on, held against an expectation as they come: each once, but for those that
 * were not finished yet, and what came after these.
 */
export class WatchedRequests {
  private readonly check: ExpectationCheck;
  /** By id: a processing delay may still hold their changes back, so their outcomes come later. */
  private readonly unfinished = new Map<string, { place: number; before: number }>();
  private readonly start: number;
  private position: number;

  /**
   * @param after  Id of a request; only what came later counts.
   * @throws EmulatorError `workspace_not_found`, `request_not_found`.
   */
  constructor(
    private readonly emulator: Emulator,
    private readonly workspaceId: string,
    expectation: RequestExpectation,
    after: string | undefined,
  ) {
    const workspace = emulator.enterWorkspace(workspaceId);
    this.check = new ExpectationCheck(expectation);
    this.start = after === undefined ? 0 : emulator.locateRequest(workspace, after);
    this.position = this.start;
  }

  /**
   * Looks at what has come since, in the order of the answers, for some milliseconds.
   *
   * @returns Whether that was all.
   * @throws EmulatorError `journal_incomplete` when some had to go before they were read; `workspace_not_found`;
   * `invalid_request` for a pattern that takes too long.
   */
  look(): boolean {
    const endsAt = performance.now() + sliceMs;
    this.goBackToFinished();
    return this.readUntil(endsAt);
  }

  /** What all that came so far makes of the expectation. @throws EmulatorError as `look`. */
  *result(): Pieces<WatchResult> {
    while (!this.look()) yield;
    const result = this.check.result();
    return { ...result, nearest: result.wanted === undefined ? [] : yield* this.nearestTo(result.wanted) };
  }

  /** As far as it was looked at. */
  isMet(): boolean {
    return this.check.result().isMet;
  }

  private goBackToFinished(): void {
    const workspace = this.emulator.enterWorkspace(this.workspaceId);
    for (const [id, { place, before }] of this.unfinished) {
      if (isUnfinished(this.emulator.getRequest(workspace, id))) continue;
      this.check.rewind(place);
      this.position = before;
      for (const [other, its] of this.unfinished) if (its.place >= place) this.unfinished.delete(other);
      return;
    }
  }

  private readUntil(endsAt: number): boolean {
    // Who goes along with another stops where that one has: so one reads, and all look at what it has read.
    for (let isFollowing = false; ; ) {
      const stretch = this.read(this.position, isFollowing);
      if (stretch === undefined) return false;
      const { items, next, eviction, isShared } = stretch;
      isFollowing = isShared;
      if (eviction.position !== null && eviction.position > this.position) throw incomplete(eviction.count);
      for (const { position, entry } of items) {
        const place = this.check.see(requestOf(entry));
        if (isUnfinished(entry)) this.unfinished.set(entry.id, { place, before: this.position });
        this.position = position;
      }
      if (next === null) return true;
      this.position = Math.max(this.position, next);
      if (performance.now() >= endsAt) return false;
    }
  }

  private *nearestTo({ match, after }: NonNullable<ExpectationResult['wanted']>): Pieces<NearMiss[]> {
    const nearest = new NearestRequests(match);
    const workspace = this.emulator.enterWorkspace(this.workspaceId);
    let position: number | null =
      after === undefined ? this.start : this.emulator.locateRequest(workspace, after);
    while (position !== null) {
      const stretch = this.read(position, false);
      invariant(stretch, 'who follows nobody reads');
      const { items, next } = stretch;
      for (const { entry } of items) nearest.see(requestOf(entry));
      position = next;
      if (next !== null) yield;
    }
    return nearest.list();
  }

  private read(after: number, isFollowing: boolean) {
    const workspace = this.emulator.enterWorkspace(this.workspaceId);
    return this.emulator.followRequests(workspace, { after, limit: entriesAtATime, isFollowing });
  }
}

function requestOf(entry: JournalEntry): JournaledRequest {
  return { ...requestFacts(entry), id: entry.id };
}

function isUnfinished(entry: JournalEntry): boolean {
  return entry.outcome === null && entry.decision.kind === 'accepted' && entry.cohortId !== null;
}

function incomplete(count: number): EmulatorError {
  return new EmulatorError(
    'journal_incomplete',
    `The journal had to let go of ${count} requests, so what came among them is not known; ` +
      'DELETE …/requests before the part you look at, or give the id of a later request as after',
  );
}
