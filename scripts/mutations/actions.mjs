// What each kind of mutation does with a request. Each gives the answer for the connector, `reset` for a connection that
// breaks, or `silence`: no answer as long as the connector waits.
import { doubleAcrossLists, doubleInList, truncateLists } from './mutations.mjs';

/** How long the connector waits for an answer. */
export const timeoutMs = 20_000;

const success = {
  status: 201,
  headers: { 'content-type': 'application/json' },
  text: '{"message":"success"}',
};
const failure = { ...success, status: 500, text: '{"message":"Internal Server Error"}' };

function hold({ request, held }, its = {}) {
  held.push({ ...request, ...its });
}

async function forwardChanged({ request, shares, forward }, change) {
  const body = JSON.parse(request.text);
  change(body, shares);
  request.text = JSON.stringify(body);
  return forward();
}

function cutBytes({ request, shares }) {
  request.text = request.text.slice(0, 1 + Math.floor(shares[0] * (request.text.length - 1)));
}

function letTimePass({ shares, advance }) {
  advance(1 + Math.floor(shares[0] * timeoutMs));
}

/**
 * By their kinds. Each takes the `request`, whose text may be changed; `shares`, what chance decides about it; `forward`,
 * which gives the answer; `sendInPart`; `held`, what is to arrive after the next request; and `advance` of the clock.
 */
export const actions = {
  drop_and_say_success: () => success,
  drop_and_reset: () => 'reset',
  drop_in_silence: () => 'silence',
  async double({ shares, forward }) {
    const answers = [await forward(), await forward()];
    return answers[shares[0] < 0.5 ? 0 : 1];
  },
  double_at_once: async ({ forward }) => (await Promise.all([forward(), forward()]))[0],
  double_after_the_next(its) {
    hold(its);
    return its.forward();
  },
  hold_until_after_the_next(its) {
    hold(its);
    return success;
  },
  merge_into_the_next(its) {
    hold(its, { isMerged: true });
    return success;
  },
  truncate_lists: (its) => forwardChanged(its, truncateLists),
  double_in_list: (its) => forwardChanged(its, doubleInList),
  double_across_lists: (its) => forwardChanged(its, doubleAcrossLists),
  cut_bytes(its) {
    cutBytes(its);
    return its.forward();
  },
  async cut_bytes_and_send_twice(its) {
    cutBytes(its);
    await its.forward();
    return its.forward();
  },
  async cut_connection({ sendInPart }) {
    await sendInPart();
    return 'reset';
  },
  delay(its) {
    letTimePass(its);
    return its.forward();
  },
  delay_until_after_the_repeat(its) {
    hold(its);
    return 'silence';
  },
  async delay_answer(its) {
    const answer = await its.forward();
    letTimePass(its);
    return answer;
  },
  async delay_answer_too_long({ forward }) {
    await forward();
    return 'silence';
  },
  async lose_answer({ forward }) {
    await forward();
    return 'reset';
  },
  async say_success_instead({ forward }) {
    await forward();
    return success;
  },
  async say_failure_instead({ forward }) {
    await forward();
    return failure;
  },
  nothing: ({ forward }) => forward(),
};
