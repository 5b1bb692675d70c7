import { Readable } from 'node:stream';
import { EmulatorError } from '../../../domain/errors.js';
import { snapshotBytesMax } from '../../../domain/limits.js';
import { listJson } from '../../../wire/control/pages.js';
import { type snapshotEndpoints, snapshotJson } from '../../../wire/control/snapshots.js';
import { readBytes } from '../../read-bytes.js';
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
    const bytes = await readBytes(c.req.raw, snapshotBytesMax);
    if (bytes === undefined) {
      throw new EmulatorError('request_too_large', `The body is larger than ${snapshotBytesMax} bytes`);
    }
    return snapshotJson(emulator.importSnapshot(params.name, bytes, query.replace));
  },
  deleteSnapshot: ({ emulator, params }) => emulator.deleteSnapshot(params.name),
  restoreSnapshot: ({ emulator, params }) => snapshotJson(emulator.restoreSnapshot(params.name)),
} satisfies Handlers<typeof snapshotEndpoints>;
