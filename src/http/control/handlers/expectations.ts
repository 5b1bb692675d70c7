import { waitUntil } from '../../../background/wait-until.js';
import { WatchedRequests } from '../../../background/watched-requests.js';
import {
  checkExpectation,
  type ExpectationResult,
  type RequestExpectation,
} from '../../../domain/journal/request-expectation.js';
import type { Emulator } from '../../../emulator.js';
import {
  type expectationEndpoints,
  expectationJson,
  type verifyAnswer,
} from '../../../wire/control/journal/expectations.js';
import type { Wire } from '../../../wire/endpoint.js';
import { longPoll } from '../../long-poll.js';
import type { Handlers } from '../handler.js';

/** Whether a connector sent what it should have: asked once, or waited for. */
export const expectationHandlers = {
  verifyRequests({ emulator, params, query, body: { expectation, after }, c }) {
    const requests = new WatchedRequests(emulator, params.ws, after);
    const result = checkExpectation(expectation, requests.read());
    const answer = { verified: result.isMet, ...told(emulator, expectation, result) };
    return query.isMissFailure && !result.isMet
      ? c.json(answer satisfies Wire<typeof verifyAnswer>, 417)
      : answer;
  },
  async waitForRequests({ emulator, params, body, c }) {
    const { expectation, after, timeoutMs } = body;
    const requests = new WatchedRequests(emulator, params.ws, after);
    const check = () => checkExpectation(expectation, requests.read());
    const look = () => {
      const result = check();
      return result.isMet ? result : undefined;
    };
    const found = await longPoll(c, (signal) => waitUntil(emulator, look, timeoutMs, signal));
    const result = found ?? check();
    return { matched: result.isMet, ...told(emulator, expectation, result) };
  },
} satisfies Handlers<typeof expectationEndpoints>;

/** What was expected may have a key in it that was not found because it is redacted. */
function told(emulator: Emulator, expectation: RequestExpectation, result: ExpectationResult) {
  const nearest = result.nearest.map(({ id, differences }) => ({
    id,
    differences: differences.map((its) => emulator.redact({ ...its })),
  }));
  return expectationJson(expectation, { ...result, nearest });
}
