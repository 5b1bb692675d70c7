import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import tls, { type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { startEmulator } from '../../../src/index.js';
import { type InterceptionOptions, startInterception } from '../../../src/proxy/interception.js';

export const host = 'rest.fra-01.braze.eu';

/** An emulator with a workspace, and an interception before it; both end with the test. */
export async function intercepted(options: Partial<InterceptionOptions> = {}) {
  const braze = await startEmulator();
  onTestFinished(() => braze.stop());
  const shop = braze.createWorkspace({ users: [{ external_id: 'cust-1' }] });
  const blocked: string[] = [];
  const { environment, close } = await startInterception({
    emulatorUrl: braze.url,
    others: 'block',
    onBlocked: (its) => blocked.push(its),
    environment: {},
    ...options,
  });
  onTestFinished(close);
  return { braze, shop, blocked, environment, close, proxy: new URL(environment.HTTPS_PROXY!) };
}

/** A connection to the proxy. */
export async function dial(proxy: URL): Promise<Socket> {
  const socket = net.connect({ host: proxy.hostname, port: Number(proxy.port), allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Everything that the proxy answers until it closes the connection. */
export async function answerTo(proxy: URL, sent: string | Buffer): Promise<string> {
  const socket = await dial(proxy);
  socket.write(sent);
  return text(socket);
}

/** A tunnel. Rejects when there is another answer than 200. */
export async function tunnelTo(proxy: URL, target: string): Promise<Socket> {
  const socket = await dial(proxy);
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  const [head] = (await once(socket, 'data')) as [Buffer];
  if (!head.toString().startsWith('HTTP/1.1 200')) throw new Error(head.toString());
  return socket;
}

/** A connection with TLS to a host behind the proxy. */
export async function securedTo(proxy: URL, servername: string, ca: Buffer | string): Promise<TLSSocket> {
  const socket = await tunnelTo(proxy, `${servername}:443`);
  const secured = tls.connect({ socket, servername, ca, ALPNProtocols: ['h2', 'http/1.1'] });
  await once(secured, 'secureConnect');
  return secured;
}

/** Runs a client to its end, with the announced environment and nothing else but the path. */
export function runClient(
  file: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH, ...environment };
  return new Promise((resolve) => {
    const child = execFile(file, args, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : (child.exitCode ?? -1), stdout, stderr }),
    );
  });
}

/** Whether a program is on this machine. */
export function isHere(file: string): boolean {
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
