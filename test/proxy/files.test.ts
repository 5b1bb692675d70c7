import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFile } from '../support/command.js';
import { intercepted } from '../support/proxy/intercepted.js';

const certificates = (file: string) =>
  readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
const authorityOf = ({ NODE_EXTRA_CA_CERTS: file = '' }) => certificates(file).at(-1)!;

test('the files can be read by their owner alone, hold no private key, and are gone when the interception is closed', async () => {
  const { environment, close } = await intercepted();
  const folder = path.dirname(environment.SSL_CERT_FILE!);
  expect(statSync(folder).mode & 0o077).toBe(0);
  for (const name of ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS']) {
    expect(statSync(environment[name]!).mode & 0o077, name).toBe(0);
    expect(readFileSync(environment[name]!, 'utf8')).not.toContain('PRIVATE KEY');
  }
  await close();
  expect(existsSync(folder)).toBe(false);
});

test('the roots that a variable named are trusted still, and the authority beside them', async () => {
  const other = authorityOf((await intercepted()).environment);
  const environment = { CURL_CA_BUNDLE: temporaryFile('roots.pem', other), SSL_CERT_FILE: '/not/there.pem' };
  const its = (await intercepted({ environment })).environment;
  expect(certificates(its.CURL_CA_BUNDLE!)).toEqual([other, authorityOf(its)]);
  // Those of the system.
  expect(certificates(its.SSL_CERT_FILE!).length).toBeGreaterThan(20);
  expect(certificates(its.SSL_CERT_FILE!).at(-1)).toBe(authorityOf(its));
});

test('a folder of roots counts with its files', async () => {
  const other = authorityOf((await intercepted()).environment);
  const environment = { REQUESTS_CA_BUNDLE: path.dirname(temporaryFile('roots.pem', other)) };
  const its = (await intercepted({ environment })).environment;
  expect(certificates(its.REQUESTS_CA_BUNDLE!)).toEqual([other, authorityOf(its)]);
});

test('the authority is of this run: valid from yesterday for a week, and another one next time', async () => {
  const one = new X509Certificate(authorityOf((await intercepted()).environment));
  const other = new X509Certificate(authorityOf((await intercepted()).environment));
  expect(one.ca).toBe(true);
  expect(one.fingerprint256).not.toBe(other.fingerprint256);
  const days = (time: string) => Math.round((Date.parse(time) - Date.now()) / 86_400_000);
  expect([days(one.validFrom), days(one.validTo)]).toEqual([-1, 7]);
});

test('a process that ends without closing removes the files', () => {
  const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
  const printFolder = ['sh', '-c', 'dirname "$SSL_CERT_FILE"'];
  const folder = execFileSync(process.execPath, [main, 'exec', '--intercept', '--', ...printFolder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(folder.toString()).toContain('braze-emulator-intercept-');
  expect(existsSync(folder.toString().trim())).toBe(false);
});
