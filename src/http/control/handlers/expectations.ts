import { setImmediate as nextTurn } from 'node:timers/promises';
import { waitUntil } from '../../../background/wait-until.js';
import { WatchedRequests } from '../../../background/watched-requests.js';
import type { ExpectationResult } from '../../../domain/journal/request-expectation.js';
import {
  type expectationEndpoints,
  expectationJson,
  type verifyAnswer,
} from '../../../wire/control/journal/expectations.js';
import type { Wire } from '../../../wire/endpoint.js';
import { longPoll } from '../../long-poll.js';
import type { Handlers } from '../handler.js';

/** How long one look at the journal keeps others waiting, and when one that took longer is followed by another. */
const sliceMs = 10;
const lookAgainMs = 50;

/** Whether a connector sent what it should have: asked once, or waited for. */
export const expectationHandlers = {
  async verifyRequests({ emulator, params, query, body, c }) {
    const result = await lookWhole(new WatchedRequests(emulator, params.ws, body));
    const answer = { verified: result.isMet, ...expectationJson(body.expectation, result) };
    return query.isMissFailure && !result.isMet
      ? c.json(answer satisfies Wire<typeof verifyAnswer>, 417)
      : answer;
  },
  async waitForRequests({ emulator, params, body, c }) {
    const requests = new WatchedRequests(emulator, params.ws, body);
    const look = sliced(requests);
    const found = await longPoll(c, (signal) => waitUntil(emulator, look, body.timeoutMs, signal));
    const result = found ?? (await lookWhole(requests));
    return { matched: result.isMet, ...expectationJson(body.expectation, result) };
  },
} satisfies Handlers<typeof expectationEndpoints>;

async function lookWhole(requests: WatchedRequests): Promise<ExpectationResult> {
  const steps = requests.look();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await nextTurn();
  }
}

/** A look for `waitUntil`: it takes a slice of time, and goes on in the next one. */
function sliced(requests: WatchedRequests): () => ExpectationResult | number | undefined {
  let steps: ReturnType<WatchedRequests['look']> | undefined;
  return () => {
    const isBegun = steps !== undefined;
    steps ??= requests.look();
    const end = performance.now() + sliceMs;
    for (;;) {
      const step = steps.next();
      if (step.done) {
        steps = undefined;
        if (step.value.isMet) return step.value;
        // What it saw first may have changed meanwhile.
        return isBegun ? lookAgainMs : undefined;
      }
      if (performance.now() >= end) return 0;
    }
  };
}
