import type { JsonObject } from '../domain/json.js';
import { fetchFailure } from './fetch-failure.js';
import { hostName } from './host-name.js';
import { isLoopback } from './loopback.js';

/** How long the receiver may take, answer included. Ours: Braze's is not known. */
const callbackMsMax = 10_000;

export interface CallbackOptions {
  /** Hosts beside loopback addresses that may be called, without a port. */
  allowedHosts: readonly string[];
  /** Ends it early. */
  signal: AbortSignal;
  /** Default 10 seconds. */
  timeoutMs?: number;
}

/**
 * POSTs JSON to an address that a client of the emulator named: once, without following redirects. Nothing goes to the
 * outside world: only loopback addresses and allowed hosts are called, so a test that names a production address by
 * mistake does not reach it.
 *
 * @param url  An http or https URL.
 * @returns Why it was not delivered and what to do about it, in words; `undefined` when it was.
 */
export async function postCallback(
  url: string,
  body: JsonObject,
  options: CallbackOptions,
): Promise<string | undefined> {
  const { hostname, username, password } = new URL(url);
  if (!mayBeCalled(hostname, options.allowedHosts)) {
    return `${hostname} is not this machine; to have it called, start with --allowed-host ${hostname} (allowedHosts in code)`;
  }
  // `fetch` would refuse it too, and quote it.
  if (username !== '' || password !== '') return 'a user name or password in the URL is not supported';
  const { timeoutMs = callbackMsMax } = options;
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, timeoutMs);
  options.signal.addEventListener('abort', end);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: ending.signal,
    });
    await drain(response);
    return response.ok ? undefined : `it answered ${response.status}`;
  } catch (error) {
    return ending.signal.aborted ? `it took longer than ${timeoutMs / 1000} s` : fetchFailure(error);
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', end);
  }
}

function mayBeCalled(hostname: string, allowedHosts: readonly string[]): boolean {
  return isLoopback(hostname) || allowedHosts.map(hostName).includes(hostName(hostname));
}

/** What the receiver says is of no interest, but it shall be able to say it. */
async function drain(response: Response): Promise<void> {
  for await (const _ of response.body ?? []);
}
