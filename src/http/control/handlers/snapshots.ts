import { Readable } from 'node:stream';
import type { Emulator } from '../../../emulator.js';
import { listJson } from '../../../wire/control/pages.js';
import { type snapshotEndpoints, snapshotJson } from '../../../wire/control/snapshots.js';
import { drained } from '../../read-bytes.js';
import type { Handlers } from '../handler.js';
import { pageOfWhole } from '../short-list.js';

/** Snapshots: saved, restored, listed, taken away, and carried as files from one server to another. */
export const snapshotHandlers = {
  listSnapshots: ({ emulator, query }) =>
    listJson('snapshots', pageOfWhole(emulator.listSnapshots(), query), snapshotJson),
  saveSnapshot({ emulator, body: { name, workspace, replace } }) {
    const snapshot = emulator.saveSnapshot(name, {
      workspace: workspace === undefined ? undefined : emulator.enterWorkspace(workspace),
      shouldReplace: replace,
    });
    return snapshotJson(snapshot);
  },
  exportSnapshot({ emulator, params: { name }, c }) {
    const { sizeBytes, content } = emulator.openSnapshot(name);
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(sizeBytes),
      'Content-Disposition': `attachment; filename="${name}.snapshot"`,
    };
    if (c.req.method !== 'HEAD') return c.body(Readable.toWeb(content) as ReadableStream, 200, headers);
    content.destroy();
    return c.body(null, 200, headers);
  },
  async importSnapshot({ emulator, params, query, c }) {
    const upload = emulator.receiveSnapshot(params.name, query.replace);
    try {
      await receive(c.req.raw, upload);
      return snapshotJson(emulator.importSnapshot(params.name, upload, query.replace));
    } finally {
      upload.discard();
    }
  },
  deleteSnapshot: ({ emulator, params }) => emulator.deleteSnapshot(params.name),
  restoreSnapshot: ({ emulator, params }) => snapshotJson(emulator.restoreSnapshot(params.name)),
} satisfies Handlers<typeof snapshotEndpoints>;

type Upload = ReturnType<Emulator['receiveSnapshot']>;

/** Takes a body in as it comes. @throws EmulatorError `request_too_large`, `storage_unusable`. */
async function receive(request: Request, upload: Upload): Promise<void> {
  if (request.body === null) return;
  const chunks = request.body[Symbol.asyncIterator]();
  try {
    upload.assertFits(Number(request.headers.get('content-length') ?? 0));
    for (let read = await chunks.next(); !read.done; read = await chunks.next()) upload.append(read.value);
  } catch (error) {
    await drained(chunks);
    throw error;
  }
}
