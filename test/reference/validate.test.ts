import { expect, test } from 'vitest';
import { type SeenExchange, validateExchange } from '../support/documents/validate.js';

// What holds every request and answer of the other tests to the OpenAPI documents is itself held to planted mistakes.

function anExchange(fields: {
  verb?: string;
  path: string;
  sent?: unknown;
  status?: number;
  answered: unknown;
  effect?: SeenExchange['effect'];
}): SeenExchange {
  const { verb = 'GET', path, sent, status = 200, answered, effect } = fields;
  return {
    verb,
    path,
    body: sent === undefined ? undefined : JSON.stringify(sent),
    contentType: 'application/json',
    answer: {
      status,
      headers: new Headers({ 'content-type': 'application/json' }),
      text: JSON.stringify(answered),
      json: answered,
    },
    effect,
  };
}

const clock = '/_emulator/v1/workspaces/ws_1/clock';
const time = { now: '2026-02-03T09:00:00.000Z', frozen: false };
const people = { external_ids: ['a'] };
const deleted = { deleted: 1, message: 'success' };
const deletion = '/users/delete';

test.each([
  ['an answer', anExchange({ path: clock, answered: time })],
  [
    'a request that is accepted',
    anExchange({ path: `${clock}/advance`, verb: 'POST', sent: { ms: 1 }, answered: time }),
  ],
  [
    'a request of Braze',
    anExchange({ path: deletion, verb: 'POST', sent: people, status: 201, answered: deleted }),
  ],
  [
    'a field that Braze ignores',
    anExchange({
      path: deletion,
      verb: 'POST',
      sent: { ...people, more: 1 },
      status: 201,
      answered: deleted,
    }),
  ],
  [
    'a refused request, whatever was sent',
    anExchange({ path: deletion, verb: 'POST', sent: 1, status: 400, answered: { message: 'no' } }),
  ],
  [
    'a path that Braze has not',
    anExchange({ path: '/nowhere', status: 404, answered: { message: 'Invalid URL' } }),
  ],
  [
    'a path that is not built',
    anExchange({ path: '/catalogs', status: 501, answered: { message: 'not built' } }),
  ],
  [
    'an answer that a fault planted, whatever its status',
    anExchange({ path: deletion, verb: 'POST', status: 418, answered: 'tea', effect: { status: 418 } }),
  ],
  [
    'an answer that a fault planted, whatever its body',
    anExchange({
      path: deletion,
      verb: 'POST',
      sent: people,
      status: 201,
      answered: { no: 1 },
      effect: { status: 201, body: { no: 1 } },
    }),
  ],
])('%s that is as documented passes', (_, exchange) => {
  expect(() => validateExchange(exchange)).not.toThrow();
});

test.each([
  [
    'an answer with a field of another type',
    anExchange({ path: clock, answered: { ...time, frozen: 'no' } }),
    '/frozen',
  ],
  ['an answer without a field', anExchange({ path: clock, answered: { now: time.now } }), 'frozen'],
  ['an answer with one field more', anExchange({ path: clock, answered: { ...time, zone: 'UTC' } }), 'zone'],
  [
    "an answer of Braze's with one field more",
    anExchange({
      path: deletion,
      verb: 'POST',
      sent: people,
      status: 201,
      answered: { ...deleted, count: 1 },
    }),
    'count',
  ],
  ['a time that is none', anExchange({ path: clock, answered: { ...time, now: 'noon' } }), '/now'],
  ['a status that the operation has not', anExchange({ path: clock, status: 201, answered: time }), 'status'],
  [
    'a refusal with a code that the operation has not',
    anExchange({ path: clock, status: 404, answered: { error: { code: 'user_not_found', message: '' } } }),
    '/error/code',
  ],
  [
    'an accepted body with a wrong field',
    anExchange({ path: `${clock}/advance`, verb: 'POST', sent: { ms: '1' }, answered: time }),
    '/ms',
  ],
  [
    'an accepted body with an unknown field',
    anExchange({ path: `${clock}/advance`, verb: 'POST', sent: { ms: 1, s: 1 }, answered: time }),
    's',
  ],
  [
    'an accepted query with a wrong parameter',
    anExchange({
      path: '/_emulator/v1/snapshots?limit=ten',
      answered: { snapshots: [], next_cursor: null },
    }),
    'limit',
  ],
  [
    "a status that only a planted answer has, in Braze's words",
    anExchange({ path: deletion, verb: 'POST', status: 418, answered: { message: 'tea' } }),
    'no such status',
  ],
  [
    "a fault's refusal in other than Braze's words",
    anExchange({ path: deletion, verb: 'POST', status: 503, answered: { a: 1 }, effect: { status: 503 } }),
    'a',
  ],
  [
    'an answer that the fault did not plant',
    anExchange({
      path: deletion,
      verb: 'POST',
      sent: people,
      status: 201,
      answered: { no: 1 },
      effect: { status: 502, body: { no: 1 } },
    }),
    'no',
  ],
  [
    'a planted answer of the control API, which no fault strikes',
    anExchange({ path: clock, status: 502, answered: 'page', effect: { status: 502, body: 'page' } }),
    'faults plant',
  ],
  ['an unknown path that is answered', anExchange({ path: '/nowhere', answered: {} }), 'no such operation'],
  [
    'an unbuilt path that is answered 404',
    anExchange({ path: '/catalogs', status: 404, answered: {} }),
    '501',
  ],
])('%s fails', (_, exchange, named) => {
  expect(() => validateExchange(exchange)).toThrow(named);
});
