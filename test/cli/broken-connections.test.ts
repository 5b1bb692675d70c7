import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { expect, test } from 'vitest';
import { postJson, quickstartKeys, startCommand } from '../support/command.js';

// The command answers by a shorter way than the library, which leaves the globals of its process alone.

/** How the request ends: the status of an answer and whether it is whole, or the code of the error. */
async function outcomeOf(sent: ClientRequest): Promise<string> {
  try {
    const [response] = await once(sent, 'response');
    response.resume();
    return `${response.statusCode} ${await once(response, 'end').then(
      () => 'whole',
      () => 'cut',
    )}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

test('the command breaks connections as faults ask for it, and answers the request after them', async () => {
  const { url, told } = await startCommand(['--port', '0']);
  const faults = `${url}/_emulator/v1/workspaces/ws_quickstart/faults`;
  const send = () => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(`${url}/partners/hightouch/cohorts`, { method: 'POST', headers });
    sent.end(
      JSON.stringify({
        ...quickstartKeys,
        cohort_id: 'vip',
        name: 'VIP',
        created_at: '2026-02-03T09:00:00Z',
      }),
    );
    return sent;
  };
  const outcomes: Record<string, string> = {};
  for (const close of ['reset', 'empty', 'truncated', 'garbage', 'hang']) {
    await postJson(faults, { effect: { close }, times: 1 });
    const sent = send();
    const outcome = outcomeOf(sent);
    if (close === 'hang') await told('hang').then(() => sent.destroy());
    outcomes[close] = await outcome;
  }
  expect(outcomes).toEqual({
    reset: 'ECONNRESET',
    empty: 'ECONNRESET',
    truncated: '201 cut',
    garbage: 'HPE_INVALID_CONSTANT',
    hang: 'ECONNRESET',
  });
  expect(await outcomeOf(send())).toBe('201 whole');
});
