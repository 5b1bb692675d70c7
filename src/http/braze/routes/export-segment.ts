import { Hono } from 'hono';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { Emulator } from '../../../emulator.js';
import { readSegmentExport, segmentExportJson } from '../../../wire/braze/segments/export.js';
import { requestOrigin } from '../../request-host.js';
import type { BrazeEnv } from '../exchange.js';
import { restEndpoint } from '../middleware/rest-endpoint.js';

/**
 * `POST /users/export/segment`: 201 at once [client: braze_ruby recording], the work is done in the background. Its link
 * answers as object storage does and asks for no key, because it is its own. [doc] export_troubleshooting, the form of the
 * answers [inferred]
 */
export function exportSegmentRoutes(emulator: Emulator) {
  return new Hono<BrazeEnv>()
    .post(
      '/users/export/segment',
      ...restEndpoint(emulator, 'users.export.segment', rateLimitBuckets.shared),
      (c) => {
        const request = readSegmentExport(c.var.body);
        const segmentExport = emulator.startSegmentExport(c.var.access.workspace, request, requestOrigin(c));
        return c.json(segmentExportJson(segmentExport), 201);
      },
    )
    .get('/segment-export/:segment_id/:date/:object_prefix/:file', (c) => {
      const objectKey = new URL(c.req.url).pathname.slice(1);
      const { segmentExport, workspace } = emulator.getLinkedExport(objectKey);
      c.var.exchange.workspace = workspace;
      const { partCount, byteCount } = emulator.openExportArchive(workspace, segmentExport);
      const headers = { 'Content-Type': 'application/zip', 'Content-Length': String(byteCount) };
      return c.body(archiveStream(emulator, segmentExport.objectPrefix, partCount), 200, headers);
    });
}

/** Reads a piece when the client has taken the one before, so that an archive of any size takes little memory. */
function archiveStream(emulator: Emulator, prefix: string, partCount: number): ReadableStream<Uint8Array> {
  let part = 0;
  return new ReadableStream({
    pull(controller) {
      if (part === partCount) return controller.close();
      const bytes = emulator.readExportPart(prefix, part++);
      if (bytes === undefined) controller.error(new Error('The archive was dropped while it was sent'));
      else controller.enqueue(bytes);
    },
  });
}
