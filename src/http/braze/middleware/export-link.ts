import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Emulator } from '../../../emulator.js';
import type { BrazeEnv } from '../env.js';

/** Lets in whoever has the link of a segment export. */
export const exportLink = (emulator: Emulator) =>
  createMiddleware<BrazeEnv>(async (c, next) => {
    admitLink(emulator, c);
    await next();
  });

/** What `exportLink` does before the next step. */
export function admitLink(emulator: Emulator, c: Context<BrazeEnv>): void {
  const { segmentExport, workspace } = emulator.getLinkedExport(new URL(c.req.url).pathname.slice(1));
  c.set('segmentExport', segmentExport);
  c.get('record').workspace = workspace;
}
