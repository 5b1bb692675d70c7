import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type SegmentExportsOptions, startSegmentExports } from '../../../src/background/segment-exports.js';
import type { Segment, SegmentInput } from '../../../src/domain/segments/definition.js';
import type { Emulator } from '../../../src/emulator.js';
import { Database } from '../../../src/store/database.js';
import { checkedFetch } from '../documents/checked-fetch.js';
import { type Answer, freshEmulator, type TestEmulator, type TestOptions } from '../emulator.js';
import { unzip } from '../unzip.js';
import { addSegment } from './segments.js';

/** An emulator over a socket that has a segment of everyone, and works on exports. */
export interface ExportingEmulator {
  t: TestEmulator;
  /** Its storage, to look at and to spoil. */
  database: Database;
  segment: Segment;
  addSegment(fields?: Partial<SegmentInput>): Segment;
  /** What was told of callbacks. */
  notices: string[];
  defects: unknown[];
  /** Lets the work begin, after `isHeld`. */
  release(): void;
  /** Asks for an export of the segment; `fields` may replace what is asked. */
  request(fields?: object): Promise<Answer>;
  /** Requests an export, waits until it is over, and reads every line of it. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any line.
  exportUsers(fields?: object): Promise<any[]>;
  /** Stops working; what is running stays so. */
  stop(): Promise<void>;
}

export async function exportingEmulator(
  options: TestOptions & { isHeld?: boolean } & Partial<SegmentExportsOptions> = {},
): Promise<ExportingEmulator> {
  const database = Database.open(options.file);
  const t = await freshEmulator({ transport: 'over a socket', database, ...options });
  const notices: string[] = [];
  const defects: unknown[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const stop = startSegmentExports(t.emulator, {
    delay: (signal) =>
      options.isHeld === true ? Promise.race([released, once(signal, 'abort')]) : Promise.resolve(),
    allowedHosts: [],
    onNotice: (message) => notices.push(message),
    onDefect: (error) => defects.push(error),
    ...options,
  });
  onTestFinished(stop);
  const segment = addSegment(t);
  const request = (fields: object = {}) =>
    t.rest('/users/export/segment', {
      segment_id: segment.id,
      fields_to_export: ['external_id'],
      ...fields,
    });
  const exportUsers = async (fields: object = {}) => {
    const answer = await request(fields);
    await exportOver(t.emulator, answer.json.object_prefix);
    return usersOf(await download(answer.json.url));
  };
  return {
    t,
    database,
    segment,
    addSegment: (fields) => addSegment(t, fields),
    notices,
    defects,
    release,
    request,
    exportUsers,
    stop,
  };
}

/** Resolves when an export does not run any more. */
export function exportOver(emulator: Emulator, prefix: string): Promise<void> {
  return changedUntil(emulator, () =>
    emulator.listRunningExports().every((its) => its.objectPrefix !== prefix),
  );
}

/** Looks again after every change. */
export async function changedUntil(emulator: Emulator, isSo: () => boolean): Promise<void> {
  if (isSo()) return;
  await new Promise<void>((resolve) => {
    const end = emulator.onChanged(() => {
      if (!isSo()) return;
      end();
      resolve();
    });
  });
}

export async function download(url: string): Promise<Uint8Array> {
  const answer = await checkedFetch(url);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Every line of every file of an archive. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into any line.
export async function usersOf(archive: Uint8Array): Promise<any[]> {
  const entries = await unzip(archive);
  return entries.flatMap((entry) =>
    entry.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  );
}

/** A request as a listener received it. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Something that listens for HTTP requests on a loopback address. */
export interface Listener {
  url: string;
  received: Received[];
  /** Resolves with the next request. */
  next(): Promise<Received>;
}

/** @param answer  Default: an empty 200. */
export async function listener(answer = (_response: ServerResponse) => {}): Promise<Listener> {
  const received: Received[] = [];
  let tell: ((request: Received) => void)[] = [];
  const server: Server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const its = { method, path, headers, body: await text(request) };
    received.push(its);
    for (const resolve of tell) resolve(its);
    tell = [];
    answer(response);
    if (!response.writableEnded && !response.headersSent) response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    next: () => new Promise((resolve) => tell.push(resolve)),
  };
}
