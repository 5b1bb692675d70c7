// Loaded by every Node process below `exec --intercept`, before anything else: its calls to Braze go to the emulator,
// whether its clients ask a proxy or not. Bundled alone, and small, because it delays each start.
import { appendFileSync } from 'node:fs';
import { isBrazeHost } from '../domain/workspaces/partner.js';
import { redirectConnections } from '../platform/redirect-connections.js';
import { preloadVariable } from './announce.js';
import { fetchWithoutProxy } from './fetch-without-proxy.js';
import type { Preloaded } from './interception.js';
import { blockedSentence } from './sentences.js';

const given = process.env[preloadVariable];
if (given !== undefined) {
  redirect(JSON.parse(given) as Preloaded);
  // Node sets its proxy up after this file, and before the next turn.
  process.nextTick(fetchWithoutProxy);
}

function redirect({ emulatorUrl, blockedHosts }: Preloaded): void {
  const blocked = (host: string) => {
    // At once: what fails may end the process.
    if (blockedHosts !== undefined) tell(blockedHosts, host);
    return blockedSentence(host);
  };
  redirectConnections({
    takes: isBrazeHost,
    to: new URL(emulatorUrl),
    ...(blockedHosts !== undefined && { blocked }),
  });
}

const told = new Set<string>();

function tell(file: string, host: string): void {
  if (told.has(host)) return;
  told.add(host);
  try {
    appendFileSync(file, `${host}\n`);
  } catch {
    // The interception is over, or this is another user.
  }
}
