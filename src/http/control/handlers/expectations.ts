import { waitUntil } from '../../../background/wait-until.js';
import { WatchedRequests } from '../../../background/watched-requests.js';
import { checkExpectation } from '../../../domain/journal/request-expectation.js';
import { type expectationEndpoints, expectationJson } from '../../../wire/control/journal/expectations.js';
import { type Handlers, OtherAnswer } from '../handler.js';

/** Whether a connector sent what it should have: asked once, or waited for. */
export const expectationHandlers = {
  verifyRequests({ emulator, params, query, body: { expectation, after } }) {
    const requests = new WatchedRequests(emulator, params.ws, after);
    const result = checkExpectation(expectation, requests.read());
    const answer = { verified: result.isMet, ...expectationJson(expectation, result) };
    return query.isMissFailure && !result.isMet ? new OtherAnswer(answer) : answer;
  },
  async waitForRequests({ emulator, params, body, wait }) {
    const { expectation, after, timeoutMs } = body;
    const requests = new WatchedRequests(emulator, params.ws, after);
    const check = () => checkExpectation(expectation, requests.read());
    const look = () => {
      const result = check();
      return result.isMet ? result : undefined;
    };
    const found = await wait((signal) => waitUntil(emulator, look, timeoutMs, signal));
    const result = found ?? check();
    return { matched: result.isMet, ...expectationJson(expectation, result) };
  },
} satisfies Handlers<typeof expectationEndpoints>;
