import { expect, test } from 'vitest';
import { freshEmulator } from '../../support/emulator.js';

test.each([
  ['GET', '/events/list', 501, 'path_not_built'],
  ['DELETE', '/catalogs/restaurants/items/1', 501, 'path_not_built'],
  ['POST', '/segments/list', 404, 'unknown_path'],
  ['GET', '/catalogs/restaurants/items/1/2', 404, 'unknown_path'],
  ['GET', '/', 404, 'unknown_path'],
])('%s %s is answered %d, with a request id and a reason for the log', async (method, path, status, code) => {
  const { send, finished } = await freshEmulator();
  const answer = await send(path, { method });
  expect(answer.status).toBe(status);
  expect(finished).toEqual([expect.objectContaining({ method, path, status })]);
  expect(answer.headers.get('x-request-id')).toBe(finished[0]!.id);
  expect(finished[0]?.decision).toMatchObject({ rule: code });
});

test('a path that is not built is named in the answer', async () => {
  const { send } = await freshEmulator();
  expect((await send('/canvas/data_series')).json).toEqual({
    message: 'GET /canvas/data_series exists at Braze but is not built in braze-cohort-emulator',
  });
});
