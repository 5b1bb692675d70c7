import { Hono } from 'hono';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { Emulator } from '../../../emulator.js';
import { readListPage } from '../../../wire/braze/list-page.js';
import {
  readSeriesRange,
  segmentDetailsJson,
  segmentListJson,
  segmentSeriesJson,
} from '../../../wire/braze/segments/segments.js';
import type { BrazeEnv } from '../exchange.js';
import { restQueryEndpoint } from '../middleware/rest-endpoint.js';

/** What Braze tells of segments: 200. [client: braze_ruby recording] Making and changing one is for the dashboard alone. */
export function segmentRoutes(emulator: Emulator) {
  const { shared } = rateLimitBuckets;
  return new Hono<BrazeEnv>()
    .get('/segments/list', ...restQueryEndpoint(emulator, 'segments.list', shared), (c) => {
      const page = readListPage(c.req.query());
      return c.json(segmentListJson(emulator.listActiveSegments(c.var.access.workspace, page)));
    })
    .get('/segments/details', ...restQueryEndpoint(emulator, 'segments.details', shared), (c) => {
      const { workspace } = c.var.access;
      const segment = emulator.getRequestedSegment(workspace, c.req.query('segment_id'));
      return c.json(segmentDetailsJson(segment, emulator.describeSegment(workspace, segment)));
    })
    .get('/segments/data_series', ...restQueryEndpoint(emulator, 'segments.data_series', shared), (c) => {
      const { workspace } = c.var.access;
      const segment = emulator.getRequestedSegment(workspace, c.req.query('segment_id'));
      const range = readSeriesRange(c.req.query());
      return c.json(segmentSeriesJson(emulator.listSegmentSizes(workspace, segment, range)));
    });
}
