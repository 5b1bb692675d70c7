import { isBrazeHost } from '../domain/workspaces/partner.js';
import { redirectConnections } from '../platform/redirect-connections.js';
import { anObject, refuseArgument } from './arguments.js';

/** What becomes of calls that are not for Braze. */
export interface InterceptOptions {
  /**
   * `pass`, the default: they go where they went before. `block`: those that would leave this machine fail, and their error
   * says so. Of several interceptions, one that blocks is enough.
   */
  others?: 'pass' | 'block';
}

/** Calls to Braze go to an emulator until this is stopped. `using` stops it at the end of the block. */
export interface Interception extends Disposable {
  /** Calls go where they went before; connections to the emulator that are still open end. A second call does nothing. */
  stop(): void;
}

/** A workspace or an emulator, here or of a running server; its address is all that counts. */
export type Interceptable = { readonly rest_endpoint: string } | { readonly url: string };

/**
 * Sends every call of this process to `https://rest.*.braze.com` and `.eu` to an emulator, whichever client makes it. The
 * keys of a request choose the workspace, and the host the cluster, as at Braze.
 *
 * @param target  `shop` or `braze`: all workspaces of its emulator are reached.
 * @throws EmulatorError `invalid_request` with the name of what is wrong.
 */
export function interceptBraze(target: Interceptable, options: InterceptOptions = {}): Interception {
  const to = addressOf(target);
  const { others = 'pass', ...unknown } = anObject('options', options);
  const [name] = Object.keys(unknown);
  if (name !== undefined)
    refuseArgument(
      name,
      'left out; the only option of interceptBraze is others',
      (unknown as Record<string, unknown>)[name],
    );
  if (others !== 'pass' && others !== 'block') refuseArgument('others', "'pass' or 'block'", others);
  const stop = redirectConnections({ takes: isBrazeHost, to, ...(others === 'block' && { blocked }) });
  return { stop, [Symbol.dispose]: stop };
}

function blocked(host: string, port: number | string | undefined): string {
  return `A call to ${host}:${port} was blocked, because interceptBraze was given { others: 'block' }; only Braze and this machine can be reached`;
}

function addressOf(target: Interceptable): URL {
  const given: { rest_endpoint?: unknown; url?: unknown } = anObject('target', target);
  const address = given.rest_endpoint ?? given.url;
  if (typeof address === 'string' && URL.canParse(address)) {
    const url = new URL(address);
    if (url.protocol === 'http:' && url.pathname === '/') return url;
  }
  const expected = 'a workspace or an emulator whose address is http:// and a host, without a path';
  return refuseArgument('target', expected, address);
}
