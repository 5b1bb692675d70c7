import { Hono } from 'hono';
import type { Emulator } from '../emulator.js';
import { type BrazeAppOptions, createBrazeApp } from './braze-app.js';

export type AppOptions = BrazeAppOptions;

/** Everything the emulator answers over HTTP: the control API under `/_emulator`, the Braze surface elsewhere. */
export function createApp(emulator: Emulator, options: AppOptions): Hono {
  const braze = createBrazeApp(emulator, options);
  return new Hono().all('*', (c) => braze.fetch(c.req.raw, c.env));
}
