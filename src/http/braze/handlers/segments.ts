import type { Emulator } from '../../../emulator.js';
import { segmentExportJson } from '../../../wire/braze/segments/export.js';
import {
  readSeriesRange,
  segmentDetailsJson,
  segmentListJson,
  segmentSeriesJson,
} from '../../../wire/braze/segments/segments.js';
import { requestOrigin } from '../../request-host.js';
import { answerWith } from '../answer.js';
import { type BrazeHandlers, noteIgnored } from '../call.js';

export const segmentHandlers: BrazeHandlers<
  'listSegments' | 'showSegment' | 'showSegmentSeries' | 'startSegmentExport' | 'downloadSegmentExport'
> = {
  listSegments(call) {
    noteIgnored(call, call.input.ignored);
    return segmentListJson(call.emulator.listActiveSegments(call.workspace, call.input));
  },
  showSegment({ emulator, workspace, input }) {
    const segment = emulator.getRequestedSegment(workspace, input.segmentId);
    return segmentDetailsJson(segment, emulator.describeSegment(workspace, segment));
  },
  showSegmentSeries({ emulator, workspace, input }) {
    const segment = emulator.getRequestedSegment(workspace, input.segmentId);
    return segmentSeriesJson(emulator.listSegmentSizes(workspace, segment, readSeriesRange(input.query)));
  },
  startSegmentExport: ({ emulator, workspace, input, c }) =>
    segmentExportJson(emulator.startSegmentExport(workspace, input, requestOrigin(c))),
  downloadSegmentExport({ emulator, workspace, c }) {
    const segmentExport = c.get('segmentExport');
    const { partCount, byteCount } = emulator.openExportArchive(workspace, segmentExport);
    c.header('Content-Length', String(byteCount));
    const archive = archiveStream(emulator, segmentExport.objectPrefix, partCount);
    return answerWith(c, archive, 200, 'application/zip', { kind: 'binary', byteCount });
  },
};

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
