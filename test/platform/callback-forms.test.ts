import { expect, test } from 'vitest';
import { postCallback } from '../../src/platform/callback.js';
import { listener } from '../support/segments/segment-exports.js';

// What a URL of a callback looks like is not where it goes. 192.0.2.1 and example.test stand for hosts that are not this
// machine: nothing may be sent to them, and no name of theirs be resolved.

const send = (url: string) =>
  postCallback(url, {}, { allowedHosts: [], signal: new AbortController().signal, timeoutMs: 2_000 });

test.each([
  // 192.0.2.1 in other notations.
  'http://3221225985/',
  'http://0xc0000201/',
  'http://030000001001/',
  'http://0300.0.2.1/',
  'http://0xc0.0.2.1/',
  'http://192.0.513/',
  'http://192.0.2.1./',
  'http://１９２.0.2.1/',
  'http://192。0。2。1/',
  'http://%31%39%32.0.2.1/',
  'http://[::ffff:192.0.2.1]/',
  'http://[::ffff:c000:201]/',
  'http://[0:0:0:0:0:ffff:c000:0201]/',
  // This machine in notations that are not loopback, and what a translator might make of them.
  'http://0/',
  'http://0.0.0.0/',
  'http://[::]/',
  'http://[::ffff:0.0.0.0]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[::ffff:0:127.0.0.1]/',
  // Networks of others, and where clouds tell secrets.
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://metadata.google.internal/',
  'http://host.docker.internal/',
  // The loopback address where it is not the host.
  'http://127.0.0.1@192.0.2.1/',
  'http://127.0.0.1:80@192.0.2.1/',
  'http://localhost%00@192.0.2.1/',
  'http://192.0.2.1#@127.0.0.1/',
  'http://192.0.2.1?@127.0.0.1/',
  'http://192.0.2.1\\@127.0.0.1/',
  'http://192.0.2.1/127.0.0.1',
  'http://127.0.0.1.example.test/',
  'http://localhost.example.test/',
  'http://example.test.localhost/',
  // Names that look like this machine, or resolve to it.
  'http://localhost./',
  'http://localhost.localdomain/',
  'http://ip6-localhost/',
  'http://127-0-0-1.example.test/',
  'http://loсalhost/', // A Cyrillic с.
])('nothing is sent to %s', async (url) => {
  const { hostname } = new URL(url);
  expect(await send(url)).toContain(`${hostname} is not this machine`);
});

test.each([
  '127.0.0.1',
  '127.0.0.1.',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '017700000001',
  '127.1',
  '127.0.1',
])('the loopback address as %s is called', async (host) => {
  const { url, received } = await listener();
  expect(await send(url.replace('127.0.0.1', host))).toBeUndefined();
  expect(received).toHaveLength(1);
});

test.each([301, 302, 303, 307, 308])('a redirect with %s is not followed, to wherever', async (status) => {
  const target = await listener();
  for (const location of [target.url, 'http://192.0.2.1/', '//192.0.2.1/', 'file:///etc/hosts', '/again']) {
    const { url, received } = await listener((response) =>
      response.writeHead(status, { location, refresh: `0; url=${location}` }).end(),
    );
    expect(await send(url)).toBe(`it answered ${status}`);
    expect(received).toHaveLength(1);
  }
  expect(target.received).toEqual([]);
});

test('a user name in the URL of this machine is refused, and is in no sentence', async () => {
  const { url, received } = await listener();
  const told = await send(url.replace('127.0.0.1', 'kim:secret-1@127.0.0.1'));
  expect(told).toBe('a user name or password in the URL is not supported');
  expect(received).toEqual([]);
});
