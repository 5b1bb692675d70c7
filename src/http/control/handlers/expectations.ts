import { waitUntil } from '../../../background/wait-until.js';
import { WatchedRequests, type WatchResult } from '../../../background/watched-requests.js';
import type { RequestExpectation } from '../../../domain/journal/request-expectation.js';
import type { Emulator } from '../../../emulator.js';
import { type expectationEndpoints, expectationJson } from '../../../wire/control/journal/expectations.js';
import { type Handlers, OtherAnswer } from '../handler.js';

/** Whether a connector sent what it should have: asked once, or waited for. */
export const expectationHandlers = {
  verifyRequests({ emulator, params, query, body: { expectation, after }, inPieces }) {
    const requests = new WatchedRequests(emulator, params.ws, expectation, after);
    return inPieces(requests.result(), (result) => {
      const answer = { verified: result.isMet, ...told(emulator, expectation, result) };
      return query.isMissFailure && !result.isMet ? new OtherAnswer(answer) : answer;
    });
  },
  async waitForRequests({ emulator, params, body, wait, inPieces }) {
    const { expectation, after, timeoutMs } = body;
    const requests = new WatchedRequests(emulator, params.ws, expectation, after);
    const look = () => {
      const isAll = requests.look();
      // What is met by part of the requests may not be by all.
      if (!isAll) return 0;
      return requests.isMet() ? requests : undefined;
    };
    await wait((signal) => waitUntil(emulator, look, timeoutMs, signal));
    return inPieces(requests.result(), (result) => ({
      matched: result.isMet,
      ...told(emulator, expectation, result),
    }));
  },
} satisfies Handlers<typeof expectationEndpoints>;

/** What was expected may have a key in it that was not found because it is redacted. */
function told(emulator: Emulator, expectation: RequestExpectation, result: WatchResult) {
  const nearest = result.nearest.map(({ id, differences }) => ({
    id,
    differences: differences.map((its) => emulator.redact({ ...its })),
  }));
  return expectationJson(expectation, { ...result, nearest });
}
