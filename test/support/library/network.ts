import dns from 'node:dns';
import { onTestFinished } from 'vitest';
import { isLoopback } from '../../../src/platform/loopback.js';

/**
 * Until the test ends no name can be looked up, as on a machine without a network.
 *
 * @returns The names that somebody has tried to look up: those whose connection would have left this machine.
 */
export function withoutNetwork(): string[] {
  const names: string[] = [];
  const { lookup } = dns;
  dns.lookup = ((host: string, ...others: unknown[]) => {
    if (isLoopback(host)) return (lookup as (...args: unknown[]) => void)(host, ...others);
    names.push(host);
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
    process.nextTick(others.at(-1) as (error: Error) => void, error);
  }) as typeof dns.lookup;
  onTestFinished(() => {
    dns.lookup = lookup;
  });
  return names;
}
