import path from 'node:path';
import { expect, test } from 'vitest';
import { type Announced, announce } from '../../src/proxy/announce.js';

const files = {
  roots: {
    NODE_EXTRA_CA_CERTS: '/its/extra.pem',
    SSL_CERT_FILE: '/its/ssl.pem',
    REQUESTS_CA_BUNDLE: '/its/requests.pem',
    CURL_CA_BUNDLE: '/its/curl.pem',
  },
  phpFolder: '/its/php',
  preload: '/with space/preload.cjs',
};
const announced: Announced = { proxyUrl: 'http://127.0.0.1:1', others: 'block', files, preloaded: '{}' };

test('an empty environment learns of the proxy, the authority and the preload', () => {
  expect(announce(announced, {})).toEqual({
    HTTPS_PROXY: 'http://127.0.0.1:1',
    https_proxy: 'http://127.0.0.1:1',
    HTTP_PROXY: 'http://127.0.0.1:1',
    http_proxy: 'http://127.0.0.1:1',
    NO_PROXY: 'localhost,127.0.0.1',
    no_proxy: 'localhost,127.0.0.1',
    ...files.roots,
    PHP_INI_SCAN_DIR: `${path.delimiter}/its/php`,
    NODE_USE_ENV_PROXY: '1',
    NODE_OPTIONS: '--require "/with space/preload.cjs"',
    BRAZE_EMULATOR_INTERCEPTION: '{}',
  });
});

test('what the environment has for Node and PHP stays, and comes first', () => {
  const { NODE_OPTIONS, PHP_INI_SCAN_DIR } = announce(announced, {
    NODE_OPTIONS: '--max-old-space-size=100',
    PHP_INI_SCAN_DIR: '/etc/php/conf.d',
  });
  expect(NODE_OPTIONS).toBe('--max-old-space-size=100 --require "/with space/preload.cjs"');
  expect(PHP_INI_SCAN_DIR).toBe(`/etc/php/conf.d${path.delimiter}/its/php`);
});

test('a path with quotes is written as NODE_OPTIONS reads it', () => {
  const odd = { ...announced, files: { ...files, preload: '/a "b"\\c.cjs' } };
  expect(announce(odd, {}).NODE_OPTIONS).toBe('--require "/a \\"b\\"\\\\c.cjs"');
});

test('where others pass, hosts that went past a proxy still do, but for those of Braze', () => {
  const existing = {
    NO_PROXY: '*, .internal,*.braze.com,rest.fra-01.braze.eu:443,.eu,localhost',
    no_proxy: 'braze.eu,db.example.com,com',
  };
  const { NO_PROXY, no_proxy } = announce({ ...announced, others: 'pass' }, existing);
  expect(NO_PROXY).toBe('localhost,127.0.0.1,.internal,db.example.com');
  expect(no_proxy).toBe(NO_PROXY);
});

test('where others are blocked, only loopback goes past the proxy', () => {
  expect(announce(announced, { NO_PROXY: '.internal' }).NO_PROXY).toBe('localhost,127.0.0.1');
});
