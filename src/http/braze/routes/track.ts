import { Hono } from 'hono';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import type { Emulator } from '../../../emulator.js';
import { trackNotes } from '../../../wire/braze/notes.js';
import { readTrack, trackJson } from '../../../wire/braze/track/track.js';
import { accept } from '../accept.js';
import type { BrazeEnv } from '../exchange.js';
import { restEndpoint } from '../middleware/rest-endpoint.js';

/** `POST /users/track`: 201, also when some objects have a problem. [client: go-braze, braze_ruby recording] */
export function trackRoutes(emulator: Emulator) {
  return new Hono<BrazeEnv>().post(
    '/users/track',
    ...restEndpoint(emulator, 'users.track', rateLimitBuckets.track),
    (c) => {
      const { request, problems } = readTrack(c.var.body);
      accept(emulator, c, 'trackUsers', request);
      c.var.exchange.notes!.unshift(...trackNotes(c.var.body, request, problems));
      return c.json(trackJson(request, problems), 201);
    },
  );
}
