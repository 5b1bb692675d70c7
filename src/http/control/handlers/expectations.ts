import { waitUntil } from '../../../background/wait-until.js';
import { WatchedRequests, type WatchResult } from '../../../background/watched-requests.js';
import type { RequestExpectation } from '../../../domain/journal/request-expectation.js';
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
  async verifyRequests({ emulator, params, query, body: { expectation, after }, c }) {
    const result = await new WatchedRequests(emulator, params.ws, expectation, after).result();
    const answer = { verified: result.isMet, ...told(emulator, expectation, result) };
    return query.isMissFailure && !result.isMet
      ? c.json(answer satisfies Wire<typeof verifyAnswer>, 417)
      : answer;
  },
  async waitForRequests({ emulator, server, params, body, c }) {
    const { expectation, after, timeoutMs } = body;
    const requests = new WatchedRequests(emulator, params.ws, expectation, after);
    const look = () => {
      const isAll = requests.look();
      // What is met by part of the requests may not be by all.
      if (!isAll) return 0;
      return requests.isMet() ? requests : undefined;
    };
    const wait = (signal: AbortSignal) => waitUntil(emulator, look, timeoutMs, signal);
    await server.waits.during(() => longPoll(c, wait));
    const result = await requests.result();
    return { matched: result.isMet, ...told(emulator, expectation, result) };
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
