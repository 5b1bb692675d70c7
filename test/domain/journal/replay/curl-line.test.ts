import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { judgedRequest } from '../../../../src/domain/contract/judged-request.js';
import { curlLine } from '../../../../src/domain/journal/replay/curl-line.js';
import { Conduct, manyIds } from '../../../support/contract/conduct.js';

const lineOf = (conduct: Conduct) => curlLine(judgedRequest(conduct.requests[0]!));

/** What a shell makes of a line: the arguments that curl gets. */
function argumentsOf(line: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'curl-line-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'arguments');
  writeFileSync(path.join(folder, 'curl'), `#!/bin/sh\nprintf '%s\\0' "$@" > '${file}'\n`);
  chmodSync(path.join(folder, 'curl'), 0o755);
  execFileSync('sh', ['-c', line], {
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      BRAZE_REST_ENDPOINT: 'http://127.0.0.1:1',
      BRAZE_PARTNER_API_KEY: `p'k$x`,
      BRAZE_DATA_IMPORT_KEY: 'd k',
      BRAZE_REST_API_KEY: 'r',
    },
  });
  return readFileSync(file, 'utf8').split('\0').slice(0, -1);
}

test('a line sends the request once more, with the keys of the environment', () => {
  const conduct = new Conduct().name(`it's "vip" $HOME \`x\``, { name: 'naïve\n' });
  const line = lineOf(conduct);
  expect(line).toContain('"$BRAZE_DATA_IMPORT_KEY"');
  const sent = argumentsOf(line);
  expect(sent.slice(0, -1)).toEqual([
    '-sS',
    'http://127.0.0.1:1/partners/hightouch/cohorts',
    '-H',
    'content-type: application/json',
    '-H',
    'user-agent: partner-Acme',
    '--data-binary',
  ]);
  expect(JSON.parse(sent.at(-1)!)).toEqual({
    ...(conduct.requests[0]!.body as object),
    partner_api_key: `p'k$x`,
    client_secret: 'd k',
  });
});

test('keys in a header, a query and a field of REST are those of the environment', () => {
  const sent = argumentsOf(
    lineOf(
      new Conduct().rest('/users/track', { api_key: '[redacted]' }, { query: '?api_key=[redacted]&a=b' }),
    ),
  );
  expect(sent).toContain('authorization: Bearer r');
  expect(sent).toContain('http://127.0.0.1:1/users/track?api_key=r&a=b');
  expect(sent.at(-1)).toBe('{"api_key":"r"}');
});

test('a request without a body, and one without a content type', () => {
  const none = argumentsOf(lineOf(new Conduct().send('/segments/list', null, { headers: {} })));
  expect(none).toEqual(['-sS', '-X', 'POST', 'http://127.0.0.1:1/segments/list']);
  const untyped = argumentsOf(lineOf(new Conduct().send('/users/track', 'text', { headers: {} })));
  expect(untyped).toEqual([
    '-sS',
    'http://127.0.0.1:1/users/track',
    '-H',
    'content-type:',
    '--data-binary',
    'text',
  ]);
});

test('a body of more than 8 KiB comes from the journal', () => {
  const line = lineOf(new Conduct().fill({ add: manyIds(1_000, 'cust') }));
  expect(line.length).toBeLessThan(700);
  expect(line).toMatch(
    /^curl -sS "\$BRAZE_EMULATOR_URL\/_emulator.*\/requests\/"r1 \| jq -c '.*' \| curl .* --data-binary @-$/,
  );
});
