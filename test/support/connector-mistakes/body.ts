import { gzipSync } from 'node:zlib';
import { refusals } from '../answers.js';
import type { TestEmulator } from '../emulator.js';
import type { Mistake } from './mistake.js';

const path = '/partners/hightouch/cohorts/users';
const good = (t: TestEmulator) => ({
  partner_api_key: t.partnerApiKey,
  client_secret: t.dataImportKey,
  cohort_id: 'c',
  cohort_changes: [{ user_ids: ['cust-1'] }],
});
const goodText = (t: TestEmulator) => JSON.stringify(good(t));
const form = (t: TestEmulator) =>
  new URLSearchParams({ client_secret: t.dataImportKey, cohort_id: 'c' }).toString();
const typed = (contentType: string, body: (t: TestEmulator) => string) => (t: TestEmulator) =>
  t.send(path, {
    method: 'POST',
    headers: contentType === '' ? {} : { 'content-type': contentType },
    body: new TextEncoder().encode(body(t)),
  });

const malformed = { answer: refusals.malformed, rule: 'malformed_json', isLetIn: false };
const mediaType = {
  answer: refusals.mediaType,
  rule: 'unsupported_media_type',
  path: 'headers.content-type',
  isLetIn: false,
};
const keyless = {
  answer: refusals.partnerApiKey,
  rule: 'invalid_partner_api_key',
  path: 'partner_api_key',
  isLetIn: false,
};

export const bodyMistakes: Mistake[] = [
  {
    title: 'No body',
    send: (t) => t.post(path, ''),
    ...malformed,
    hint: 'The body is empty; send a JSON object',
  },
  {
    title: 'A form as body, sent as JSON',
    send: (t) => t.post(path, form(t)),
    ...malformed,
    hint: 'The body is form-encoded; send a JSON object',
  },
  {
    title: 'Single quotes, as Python prints a dict',
    send: (t) => t.post(path, goodText(t).replaceAll('"', "'")),
    ...malformed,
    hint: 'Names and texts stand in single quotes, as a Python or JavaScript literal prints; JSON takes double quotes',
  },
  {
    title: 'Python constants',
    send: (t) => t.post(path, goodText(t).replace('"c"', 'None')),
    ...malformed,
    hint: 'True, False and None are Python; JSON has true, false and null',
  },
  {
    title: 'A comma too many',
    send: (t) => t.post(path, goodText(t).replace('"]', '",]')),
    ...malformed,
    hint: 'There is a comma before a closing bracket',
  },
  {
    title: 'A body that breaks off',
    send: (t) => t.post(path, goodText(t).slice(0, -3)),
    ...malformed,
    hint: 'The body breaks off before its end; is Content-Length right?',
  },
  {
    title: 'One object per line',
    send: (t) => t.post(path, `${goodText(t)}\n${goodText(t)}`),
    ...malformed,
    hint: 'There is more than one JSON value; send one object',
  },
  {
    title: 'A compressed body',
    send: (t) =>
      t.send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: gzipSync(goodText(t)),
      }),
    ...malformed,
    hint: 'Content-Encoding is gzip; send the body uncompressed',
  },
  {
    title: 'A form',
    send: typed('application/x-www-form-urlencoded', form),
    ...mediaType,
    hint: 'The body was sent as a form; send its fields as one JSON object, and Content-Type: application/json',
  },
  {
    title: 'JSON sent as `text/plain`',
    send: typed('text/plain', goodText),
    ...mediaType,
    hint: 'The body is JSON, only the header is wrong; send Content-Type: application/json',
  },
  {
    title: 'No `Content-Type`',
    send: typed('', goodText),
    ...mediaType,
    hint: 'The body is JSON, only the header is wrong; send Content-Type: application/json',
  },
  {
    title: 'Over 4 MiB',
    send: (t) => t.post(path, { ...good(t), padding: 'x'.repeat(4_194_304) }),
    answer: refusals.tooLarge,
    rule: 'body_too_large',
    isLetIn: false,
    hint: 'Send fewer objects in one request',
  },
  {
    title: 'JSON encoded twice',
    send: (t) => t.post(path, JSON.stringify(goodText(t))),
    ...keyless,
    hint: 'The body is a JSON text inside a JSON text: it was encoded twice',
  },
  {
    title: 'An array as body',
    send: (t) => t.post(path, [good(t)]),
    ...keyless,
    hint: 'The body is an array; send one object',
  },
  {
    title: 'The fields inside another object',
    send: (t) => t.post(path, { data: good(t) }),
    ...keyless,
    hint: 'It stands in data.partner_api_key; a partner API key belongs in the body as partner_api_key',
  },
];
