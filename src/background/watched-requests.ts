import { EmulatorError } from '../domain/errors.js';
import type { JournalEntry } from '../domain/journal/journal.js';
import {
  ExpectationCheck,
  type ExpectationResult,
  type RequestExpectation,
} from '../domain/journal/request-expectation.js';
import type { Emulator } from '../emulator.js';
import { requestFacts } from '../wire/control/journal/expectations.js';

/** Requests that are read at a time: few, because a request may have 8 MiB. */
const entriesPerRead = 50;

/**
 * The requests of a workspace from some point on, held against an expectation as they come. Each is read once, and nothing
 * of it is kept but what the answer tells; those that are not finished yet, and what came behind them, are read anew.
 */
export class WatchedRequests {
  /** What was found up to `position`, behind which a request may still change. */
  private readonly settled: ExpectationCheck;
  private position: number;

  /**
   * @param after  Id of a request; only what came later counts.
   * @throws EmulatorError `workspace_not_found`, `request_not_found`.
   */
  constructor(
    private readonly emulator: Emulator,
    private readonly workspaceId: string,
    { expectation, after }: { expectation: RequestExpectation; after: string | undefined },
  ) {
    const workspace = emulator.enterWorkspace(workspaceId);
    this.settled = new ExpectationCheck(expectation);
    this.position = after === undefined ? 0 : emulator.locateRequest(workspace, after);
  }

  /**
   * Looks at all requests that came by now, in the order of their answers. Between two steps others may be let in.
   *
   * @throws EmulatorError `journal_incomplete` when some had to go before they were read; `workspace_not_found`.
   */
  *look(): Generator<undefined, ExpectationResult> {
    let open: ExpectationCheck | undefined;
    for (let after: number | null = this.position; after !== null; ) {
      const workspace = this.emulator.enterWorkspace(this.workspaceId);
      const page = this.emulator.listRequests(workspace, {}, { after, limit: entriesPerRead });
      this.assertComplete(page.eviction);
      for (const { position, entry } of page.items) {
        if (open === undefined && isUnfinished(entry)) open = this.settled.copy();
        (open ?? this.settled).see({ ...requestFacts(entry), id: entry.id });
        if (open === undefined) this.position = position;
      }
      after = page.next;
      if (after !== null) yield;
    }
    return (open ?? this.settled).result;
  }

  private assertComplete({ position, count }: { position: number | null; count: number }): void {
    if (position === null || position <= this.position) return;
    throw new EmulatorError(
      'journal_incomplete',
      `The journal had to let go of ${count} requests, so what came among them is not known; ` +
        'DELETE …/requests before the part you look at, or give the id of a later request as after',
    );
  }
}

/** A processing delay may still hold a change back; its outcome comes later. */
function isUnfinished(entry: JournalEntry): boolean {
  return entry.outcome === null && entry.decision.kind === 'accepted' && entry.cohortId !== null;
}
