import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EmulatorError, type ErrorCode } from '../../src/domain/errors.js';
import { brazeReply } from '../../src/http/braze/errors.js';
import { controlReply } from '../../src/http/control/errors.js';
import { readPage, rowsByName } from '../support/docs/pages.js';

const source = readFileSync(new URL('../../src/domain/errors.ts', import.meta.url), 'utf8');
const codes = [...source.matchAll(/^\s+\| '(\w+)'/gm)].map(([, code]) => code as ErrorCode);
const errors = codes.map((code) => new EmulatorError(code, 'Our words'));

const [ofBraze, ofControl, ofLibrary] = readPage('docs/reference/error-codes.md')
  .split(/\n## (?:Control API|Library)\n/)
  .map(rowsByName);

test('every code of the Braze surface has a row with the status of its answer, and no other has', () => {
  const replies = errors.flatMap((error) => {
    const reply = brazeReply(error);
    return reply === undefined ? [] : [[error.code, String(reply.status)]];
  });
  expect(replies.length).toBeGreaterThan(40);
  expect([...ofBraze!].map(([code, [status]]) => [code, status]).sort()).toEqual(replies.sort());
});

test('every code of the control API has a row with its status, and no other has', () => {
  const replies = errors.flatMap((error) => {
    const reply = controlReply(error, (text) => text);
    return reply === undefined ? [] : [[error.code, String(reply.status)]];
  });
  expect(replies.length).toBeGreaterThan(25);
  expect([...ofControl!].map(([code, [status]]) => [code, status]).sort()).toEqual(replies.sort());
});

test('every other code has a row of the library, and no other has', () => {
  const others = codes.filter((code) => !ofBraze!.has(code) && !ofControl!.has(code));
  expect([...ofLibrary!.keys()].sort()).toEqual(others.sort());
});

test('every text of Braze stands in the row of its code', () => {
  for (const error of errors) {
    const reply = brazeReply(error);
    const text = reply?.isOfStorage ? reply.body.Code : (reply?.body.message ?? reply?.body.error);
    // A fault has a text for each status, and for some codes we have words of our own.
    if (text === undefined || text === 'Our words' || error.code === 'fault_injected') continue;
    // The two that echo a key end with it.
    expect(ofBraze!.get(error.code)![1]!.replace('…`', '`'), error.code).toContain(`\`${text}\``);
  }
});
