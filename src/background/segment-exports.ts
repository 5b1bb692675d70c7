import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { usersPerExportFile } from '../domain/limits.js';
import type { SegmentExport } from '../domain/segments/segment-export.js';
import type { Emulator } from '../emulator.js';
import { postCallback } from '../platform/callback.js';
import { exportLineOf, segmentExportCallback } from '../wire/braze/segments/export.js';

/** [inferred] */
export const exportDelayMsDefault = 300;

/** Bytes of an archive that are kept at a time. */
const partBytesMin = 1024 * 1024;

export interface SegmentExportsOptions {
  /** Waits before the work on an export begins, so that its link does not work at once. Rejects when the signal comes. */
  delay(signal: AbortSignal): Promise<unknown>;
  /** Hosts beside loopback addresses that a callback may go to. */
  allowedHosts: readonly string[];
  /** Told, in words, of a callback that was not delivered. */
  onNotice(message: string): void;
  /** Told when an export fails, which is a defect of the emulator. */
  onDefect(error: unknown): void;
}

/** A delay of so many milliseconds of real time, at most 2,147,483,647. */
export function delayOf(delayMs: number): SegmentExportsOptions['delay'] {
  return (signal) => sleep(delayMs, undefined, { signal, ref: false });
}

/**
 * Works on segment exports in the background: those requested from now on, and those that were running when the storage
 * was last closed, which begin anew. All at once, a few hundred profiles of each at a time, and requests in between.
 *
 * @returns What stops it; an export that is running then stays so.
 */
export function startSegmentExports(emulator: Emulator, options: SegmentExportsOptions): () => Promise<void> {
  const stopping = new AbortController();
  // Each export listens for it, and hundreds may run.
  setMaxListeners(0, stopping.signal);
  const work = new Map<string, Promise<void>>();
  const run = async (segmentExport: SegmentExport) => {
    try {
      await runExport(emulator, segmentExport, options, stopping.signal);
    } catch (error) {
      options.onDefect(error);
      return;
    } finally {
      work.delete(segmentExport.objectPrefix);
    }
    // An earlier state of the storage may have been restored meanwhile, in which it is still to be done.
    look();
  };
  const look = () => {
    if (stopping.signal.aborted) return;
    try {
      for (const segmentExport of emulator.listRunningExports()) {
        if (!work.has(segmentExport.objectPrefix)) work.set(segmentExport.objectPrefix, run(segmentExport));
      }
    } catch (error) {
      options.onDefect(error);
    }
  };
  const unsubscribe = emulator.onPlanChanged(look);
  look();
  return async () => {
    unsubscribe();
    stopping.abort();
    await Promise.all(work.values());
  };
}

async function runExport(
  emulator: Emulator,
  segmentExport: SegmentExport,
  options: SegmentExportsOptions,
  signal: AbortSignal,
): Promise<void> {
  try {
    await options.delay(signal);
    if (!(await writeArchive(emulator, segmentExport, signal))) return;
  } catch (error) {
    if (signal.aborted) return;
    emulator.failSegmentExport(segmentExport.objectPrefix);
    options.onDefect(error);
    return;
  }
  const { callbackEndpoint, segmentId } = segmentExport;
  if (callbackEndpoint === null) return;
  const body = segmentExportCallback(segmentExport);
  const problem = await postCallback(callbackEndpoint, body, { allowedHosts: options.allowedHosts, signal });
  if (problem === undefined || signal.aborted) return;
  // Without its path, which may hold a secret.
  const { origin } = new URL(callbackEndpoint);
  options.onNotice(
    `The export of segment ${segmentId} is ready, but its callback to ${origin} failed: ${problem}`,
  );
}

/** @returns Whether the link works now; not when the export was taken away, or the emulator stops. */
async function writeArchive(
  emulator: Emulator,
  segmentExport: SegmentExport,
  signal: AbortSignal,
): Promise<boolean> {
  // Loaded when it is needed first, so that no start waits for it.
  const { LineArchive } = await import('../platform/line-archive.js');
  const { objectPrefix, objectKey, requestedAt } = segmentExport;
  const lineOf = exportLineOf(segmentExport);
  const archive = new LineArchive({
    at: requestedAt,
    linesPerFile: usersPerExportFile,
    // Random to the reader, yet nothing is drawn in the background, which would make what is drawn elsewhere depend on time.
    fileNameOf: (index) =>
      `${createHash('sha256').update(`${objectKey} ${index}`).digest('hex').slice(0, 32)}.txt`,
  });
  let partCount = 0;
  const save = (bytesMin: number): boolean => {
    const bytes = archive.take(bytesMin);
    return bytes === undefined || emulator.saveExportPart(objectPrefix, partCount++, bytes);
  };
  let after: number | null | undefined;
  while (after !== null) {
    await nextTurn();
    if (signal.aborted) return false;
    const chunk = emulator.readExportChunk(objectPrefix, after);
    if (chunk === undefined) return false;
    archive.add(chunk.items.map(lineOf));
    if (!save(partBytesMin)) return false;
    after = chunk.next;
  }
  archive.end();
  return save(0) && emulator.finishSegmentExport(objectPrefix, partCount);
}
