import { EmulatorError } from '../domain/errors.js';
import type { JournalEntry } from '../domain/journal/journal.js';
import type { JournaledRequest } from '../domain/journal/request-expectation.js';
import type { Emulator } from '../emulator.js';
import { requestFacts } from '../wire/control/journal/expectations.js';

/** The requests of a workspace from some point on, read as they come: each once, but for those not finished yet. */
export class WatchedRequests {
  private readonly candidates: (JournaledRequest & { isUnfinished: boolean })[] = [];
  private position: number;

  /**
   * @param after  Id of a request; only what came later counts.
   * @throws EmulatorError `workspace_not_found`, `request_not_found`.
   */
  constructor(
    private readonly emulator: Emulator,
    private readonly workspaceId: string,
    after: string | undefined,
  ) {
    const workspace = emulator.enterWorkspace(workspaceId);
    this.position = after === undefined ? 0 : emulator.locateRequest(workspace, after);
  }

  /**
   * All of them by now, in the order of their answers.
   *
   * @throws EmulatorError `journal_incomplete` when some had to go before they were read; `workspace_not_found`.
   */
  read(): readonly JournaledRequest[] {
    const workspace = this.emulator.enterWorkspace(this.workspaceId);
    for (const [index, candidate] of this.candidates.entries()) {
      if (!candidate.isUnfinished) continue;
      this.candidates[index] = candidateOf(this.emulator.getRequest(workspace, candidate.id));
    }
    const page = { after: this.position, limit: Number.MAX_SAFE_INTEGER - 1 };
    const { items, eviction } = this.emulator.listRequests(workspace, {}, page);
    if (eviction.position !== null && eviction.position > this.position) {
      throw new EmulatorError(
        'journal_incomplete',
        `The journal had to let go of ${eviction.count} requests, so what came among them is not known; ` +
          'DELETE …/requests before the part you look at, or give the id of a later request as after',
      );
    }
    for (const { position, entry } of items) {
      this.candidates.push(candidateOf(entry));
      this.position = position;
    }
    return this.candidates;
  }
}

/** A processing delay may still hold a change back; its outcome comes later. */
function candidateOf(entry: JournalEntry): JournaledRequest & { isUnfinished: boolean } {
  const isUnfinished =
    entry.outcome === null && entry.decision.kind === 'accepted' && entry.cohortId !== null;
  return { ...requestFacts(entry), id: entry.id, isUnfinished };
}
