import type { FinishedRequest } from '../../domain/journal/request-record.js';
import { paintFor } from '../colours.js';
import { type Log, prettyLog } from '../log.js';
import { tell } from '../tell.js';

/** How many refused requests are shown once the command has failed: the last ones. */
const shownMax = 10;

/** Keeps requests to itself, because the command has the terminal, and tells of them once the command is over. */
export interface ExecLog extends Log {
  /** @param code  The exit code of the command. */
  tellRequests(code: number): void;
}

/** @param address  What a command that called nobody should have used. @param write  Where every line goes, if anywhere. */
export function execLog(address: string, write?: (line: string) => void): ExecLog {
  const paint = paintFor(process.stderr, process.env);
  const refused: string[] = [];
  const kept = write && prettyLog(write, (_, text) => text);
  const shown = prettyLog((line) => refused.push(line), paint);
  const told = prettyLog(tell, paint);
  let count = 0;
  let refusedCount = 0;
  return {
    request(finished) {
      kept?.request(finished);
      count++;
      if (isAccepted(finished)) return;
      refusedCount++;
      shown.request(finished);
      if (refused.length > shownMax) refused.shift();
    },
    applied: (applied) => kept?.applied(applied),
    notice(message) {
      kept?.notice(message);
      told.notice(message);
    },
    defect(error) {
      kept?.defect(error);
      told.defect(error);
    },
    tellRequests(code) {
      if (count === 0) tell(`No request came. Does the command use ${address}?`);
      if (code === 0 || refusedCount === 0) return;
      const which = refusedCount > shownMax ? `; the last ${shownMax}` : '';
      tell(`The command failed. Of ${count} requests, ${refusedCount} were refused or failed${which}:`);
      for (const line of refused) process.stderr.write(`  ${line}\n`);
    },
  };
}

function isAccepted({ decision, status }: FinishedRequest): boolean {
  return decision.kind === 'accepted' && status !== null && status < 400;
}
