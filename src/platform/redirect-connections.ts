import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { EmulatorError } from '../domain/errors.js';
import { isLoopback } from './loopback.js';

/** Where the connections of this process go instead of to certain hosts. */
export interface Redirection {
  /** Whether TLS connections to a host, in lower case, are redirected. */
  takes(host: string): boolean;
  /** Where they go, without TLS: an `http:` address. */
  to: URL;
  /** What every other connection that leaves this machine fails with; left out, they pass. */
  blocked?: (host: string, port: number | string | undefined) => string;
}

/** Those in force, the one that counts last. They are the process's, as what they redirect is. */
const active: Redirection[] = [];
/** The connections that went elsewhere, and the host they were meant for. */
const redirected = new Map<net.Socket, { host: string; to: URL }>();
let restore = () => {};

/**
 * Redirects the connections of this process, whoever opens them: every client in JavaScript ends in `tls.connect` or
 * `Socket.connect`. Of several redirections that take a host, the last one gets it.
 *
 * @returns What ends it; the last one that ends leaves everything as it was.
 */
export function redirectConnections(redirection: Redirection): () => void {
  if (active.length === 0) restore = patch();
  active.push(redirection);
  endMisled();
  return () => {
    const index = active.indexOf(redirection);
    if (index < 0) return;
    active.splice(index, 1);
    endMisled();
    if (active.length === 0) restore();
  };
}

function patch(): () => void {
  const genuineTls = tls.connect as (...args: unknown[]) => net.Socket;
  const genuineConnect = net.Socket.prototype.connect as (...args: unknown[]) => net.Socket;

  const connectTls = (...args: unknown[]): net.Socket => {
    const wanted = wantedOf(args);
    const host = (wanted.host ?? wanted.servername ?? 'localhost').toLowerCase();
    const to = goalOf(host);
    if (to === undefined) return genuineTls(...args);
    // Of a tunnel through a proxy.
    wanted.socket?.destroy();
    const socket = openAsIfSecured(wanted, addressOf(to));
    redirected.set(socket, { host, to });
    socket.once('close', () => redirected.delete(socket));
    const done = args.at(-1);
    if (typeof done === 'function') socket.once('secureConnect', done as () => void);
    return socket;
  };

  function connect(this: net.Socket, ...args: unknown[]): net.Socket {
    const problem = problemOf(wantedOf(args));
    if (problem === undefined) return genuineConnect.apply(this, args);
    // Later, because whoever opens the connection goes on with it first.
    process.nextTick(() => this.destroy(problem));
    return this;
  }

  tls.connect = connectTls as typeof tls.connect;
  net.Socket.prototype.connect = connect as typeof net.Socket.prototype.connect;
  syncBuiltinESMExports();
  return () => {
    // What somebody else has put over it stays; without a redirection ours does nothing.
    if (tls.connect === connectTls) tls.connect = genuineTls as typeof tls.connect;
    if (net.Socket.prototype.connect === connect) {
      net.Socket.prototype.connect = genuineConnect as typeof net.Socket.prototype.connect;
    }
    syncBuiltinESMExports();
  };
}

/** What of the arguments of `connect` counts here. */
interface Wanted extends net.SocketConstructorOpts {
  host?: string;
  port?: number | string;
  /** Of a socket in the file system, or a pipe. */
  path?: string;
  servername?: string;
  /** A connection there is, to go over. */
  socket?: net.Socket;
  ALPNProtocols?: unknown;
  timeout?: number;
  keepAlive?: boolean;
  keepAliveInitialDelay?: number;
  noDelay?: boolean;
}

/** Reads `(options)`, `(port, host?, options?)`, `(path)`, and the list of arguments that Node itself hands on. */
function wantedOf(args: unknown[]): Wanted {
  const [first, ...others] = (Array.isArray(args[0]) ? args[0] : args) as unknown[];
  if (typeof first === 'object' && first !== null) return first as Wanted;
  const options = others.find((it) => typeof it === 'object' && it !== null) as Wanted | undefined;
  const isPort = typeof first === 'number' || /^\d+$/.test(String(first));
  if (!isPort) return { ...options, path: String(first) };
  return { ...options, port: Number(first), ...(typeof others[0] === 'string' && { host: others[0] }) };
}

function addressOf(to: URL): { host: string; port: number } {
  return { host: to.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(to.port) || 80 };
}

function goalOf(host: string): URL | undefined {
  return active.findLast((redirection) => redirection.takes(host))?.to;
}

/** Whether it goes to where others are sent. */
function isGoal({ host = 'localhost', port }: Wanted): boolean {
  return active.some(({ to }) => {
    const its = addressOf(to);
    return its.host === host.toLowerCase() && its.port === Number(port);
  });
}

/** Why a connection may not be opened; `undefined` when it may. */
function problemOf(wanted: Wanted): EmulatorError | undefined {
  const { host = 'localhost', port, path } = wanted;
  if (typeof path === 'string' || isLoopback(host) || isGoal(wanted)) return undefined;
  if (goalOf(host.toLowerCase()) !== undefined) {
    return new EmulatorError('call_blocked', withoutTlsSentence(host, port));
  }
  const problem = active.find(({ blocked }) => blocked !== undefined)?.blocked?.(host, port);
  return problem === undefined ? undefined : new EmulatorError('call_blocked', problem);
}

/** Why a call to a host of Braze goes nowhere. */
export function withoutTlsSentence(host: string, port: number | string | undefined): string {
  return `A call to ${host}:${port} without TLS was stopped: only https:// calls to Braze are intercepted; write https://${host}`;
}

/** Ends the connections that would now go elsewhere, so that no client keeps one for its next request. */
function endMisled(): void {
  for (const [socket, { host, to }] of redirected) if (goalOf(host)?.href !== to.href) socket.destroy();
}

/** A connection without TLS that looks to a client as if it had it. */
function openAsIfSecured(wanted: Wanted, to: { host: string; port: number }): net.Socket {
  const { ALPNProtocols: offered, timeout, signal, keepAlive, keepAliveInitialDelay, noDelay } = wanted;
  const socket = net.connect({ ...to, timeout, signal, keepAlive, keepAliveInitialDelay, noDelay });
  const isHttp1Offered = !Array.isArray(offered) || offered.length === 0 || offered.includes('http/1.1');
  if (!isHttp1Offered) {
    const problem = 'An intercepted call must speak HTTP/1.1; this client offers HTTP/2 alone';
    process.nextTick(() => socket.destroy(new EmulatorError('call_blocked', problem)));
  }
  Object.assign(socket, {
    encrypted: true,
    authorized: true,
    authorizationError: null,
    alpnProtocol: Array.isArray(offered) && isHttp1Offered && offered.length > 0 ? 'http/1.1' : false,
    getCertificate: () => null,
    getCipher: () => ({ name: 'NONE', standardName: 'NONE', version: 'NONE' }),
    getEphemeralKeyInfo: () => ({}),
    getPeerCertificate: () => ({}),
    getPeerX509Certificate: () => undefined,
    getProtocol: () => null,
    getSession: () => undefined,
    getTLSTicket: () => undefined,
    getX509Certificate: () => undefined,
    isSessionReused: () => false,
    setMaxSendFragment: () => true,
    disableRenegotiation() {},
    enableTrace() {},
    setServername() {},
    setSession() {},
  });
  socket.once('connect', () => socket.emit('secureConnect'));
  return socket;
}
