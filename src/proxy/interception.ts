import { systemClock } from '../emulator.js';
import { announce } from './announce.js';
import { AnnouncedFolder } from './announced-folder.js';
import { Authority } from './authority.js';
import { startProxy } from './proxy.js';
import type { Target } from './target.js';

export interface InterceptionOptions {
  /** Where calls to Braze go: `http://`, a host and a port. */
  emulatorUrl: string;
  /** What becomes of calls that would leave this machine. */
  others: 'block' | 'pass';
  /** Told once for each host that a call was blocked to, for some clients only when the interception is closed. */
  onBlocked(host: string): void;
  /** The environment that the announced one is to be added to: that of this process, if left out. */
  environment?: NodeJS.ProcessEnv;
}

/** Processes with its environment reach the emulator by Braze's addresses, until it is closed. */
export interface Interception {
  /** To be added to the environment of a process. */
  environment: Record<string, string>;
  /** Has those blocked hosts told of that clients know of alone; else that comes when it is closed. */
  tellBlocked(): void;
  /** Ends connections at once, and removes what the environment names. */
  close(): Promise<void>;
}

/** What the preload is told. */
export interface Preloaded {
  emulatorUrl: string;
  /** A file to add the hosts to that are blocked; without it nothing is. */
  blockedHosts?: string;
}

/** Starts a proxy before an emulator, and makes what announces it to processes in any language. */
export async function startInterception(options: InterceptionOptions): Promise<Interception> {
  const { emulatorUrl, others, environment: existing = process.env } = options;
  const told = new Set<string>();
  const onBlocked = (host: string) => {
    if (told.has(host)) return;
    told.add(host);
    options.onBlocked(host);
  };
  const authority = await Authority.create(systemClock.now());
  const proxy = await startProxy({ authority, emulator: addressOf(emulatorUrl), others, onBlocked });
  const folder = new AnnouncedFolder(authority.certificate, existing);
  // A process that is told to end at once still cleans up.
  const remove = () => folder.remove();
  process.once('exit', remove);
  const preloaded: Preloaded = {
    emulatorUrl,
    ...(others === 'block' && { blockedHosts: folder.blockedHosts }),
  };
  const announced = { proxyUrl: proxy.url, others, files: folder, preloaded: JSON.stringify(preloaded) };
  const tellBlocked = () => {
    for (const host of folder.readBlockedHosts()) onBlocked(host);
  };
  let closing: Promise<void> | undefined;
  const close = async () => {
    await proxy.close();
    tellBlocked();
    remove();
    process.off('exit', remove);
  };
  return { environment: announce(announced, existing), tellBlocked, close: () => (closing ??= close()) };
}

function addressOf(url: string): Target {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || 80 };
}
