import { ContractJudgement } from '../domain/contract/judge.js';
import type { ContractReport } from '../domain/contract/report.js';
import type { ContractSettings } from '../domain/contract/settings.js';
import { EmulatorError } from '../domain/errors.js';
import type { Pieces } from '../domain/pieces.js';
import type { Emulator } from '../emulator.js';
import { observedRequest } from '../wire/control/journal/observed-request.js';

/** How long one piece keeps others waiting. */
const sliceMs = 10;
const entriesAtATime = 50;

/**
 * Judges all requests of a workspace by the rules of Braze's contract.
 *
 * @throws EmulatorError `workspace_not_found`; `journal_incomplete` when some had to go before they were read;
 * `invalid_request` for an exception whose pattern takes too long.
 */
export function* contractReport(
  emulator: Emulator,
  workspaceId: string,
  settings: ContractSettings,
): Pieces<ContractReport> {
  const judgement = new ContractJudgement(settings);
  let endsAt = performance.now() + sliceMs;
  for (let after: number | null = 0; after !== null; ) {
    // It may be deleted in between.
    const workspace = emulator.enterWorkspace(workspaceId);
    const { items, next, eviction } = emulator.readRequests(workspace, {}, { after, limit: entriesAtATime });
    if (eviction.position !== null && eviction.position > after) throw incomplete(eviction.count);
    for (const { entry } of items) {
      judgement.see(observedRequest(entry));
      if (performance.now() < endsAt) continue;
      yield;
      endsAt = performance.now() + sliceMs;
    }
    after = next;
  }
  return yield* judgement.finish();
}

function incomplete(count: number): EmulatorError {
  return new EmulatorError(
    'journal_incomplete',
    `The journal had to let go of ${count} requests, so the conduct among them cannot be judged; ` +
      'DELETE …/requests before the run, or judge a shorter one',
  );
}
