import type { Context, Hono } from 'hono';
import type { Call } from '../dashboard/page.js';
import type { DashboardServer } from '../dashboard/server/dashboard-server.js';
import { EmulatorError } from '../domain/errors.js';
import { smallControlBodyBytesMax } from '../domain/limits.js';
import type { Emulator } from '../emulator.js';
import { controlBasePath } from '../wire/control/endpoint.js';
import { inBodyRoom } from './body-room.js';
import type { ControlAppOptions } from './control/app.js';
import { mediaTypeOf } from './control/body.js';
import { controlReply } from './control/errors.js';
import type { ServerParts } from './control/handler.js';
import { turnTakingCaller } from './control/in-process.js';
import type { CheckCaller } from './foreign-callers.js';
import { longPoll } from './long-poll.js';
import { readBytes } from './read-bytes.js';
import { requestOrigin } from './request-host.js';

type Options = ControlAppOptions & { checkCaller: CheckCaller };

/** The dashboard, which is loaded when somebody first looks at it: no start waits for it. */
export class LazyDashboard {
  private app: Promise<Hono> | undefined;

  constructor(
    private readonly emulator: Emulator,
    private readonly parts: ServerParts,
    private readonly options: Options,
  ) {}

  async fetch(c: Context): Promise<Response> {
    this.app ??= import('../dashboard/app.js').then(({ createDashboard }) =>
      createDashboard(serverOf(this.emulator, this.parts, this.options)),
    );
    return (await this.app).fetch(c.req.raw, c.env);
  }
}

/** Whether a browser asks for a page: below the dashboard, or anywhere a page is what it wants. */
export function isForPeople(c: Context): boolean {
  if (c.req.path === controlBasePath || c.req.path.startsWith(`${controlBasePath}/`)) return false;
  return (
    /\btext\/(html|event-stream)\b/.test(c.req.header('accept') ?? '') || /\/assets\/[\w.]+$/.test(c.req.path)
  );
}

function serverOf(emulator: Emulator, parts: ServerParts, options: Options): DashboardServer {
  let changeCount = 0;
  emulator.onChanged(() => void changeCount++);
  return {
    callAt: (origin) => turnTakingCaller(emulator, parts, origin) as Call,
    originOf: requestOrigin,
    refusalOf: (c) => options.checkCaller(c, 'control'),
    replyTo(error) {
      if (!(error instanceof EmulatorError)) return undefined;
      const reply = controlReply(error, emulator.redact);
      return reply && { status: reply.status, message: reply.body.error.message };
    },
    readForm,
    changeCount: () => changeCount,
    onChanged: emulator.onChanged,
    keepOpen: (c, work) => parts.waits.during(() => longPoll(c, work)),
    adminToken: options.adminToken,
    onDefect: options.onDefect,
  };
}

/** @throws EmulatorError `request_too_large`, `media_type_not_supported`. */
function readForm(c: Context): Promise<FormData> {
  return inBodyRoom(c, 'control', smallControlBodyBytesMax, async () => {
    const bytes = await readBytes(c.req.raw, smallControlBodyBytesMax);
    if (bytes === undefined) {
      throw new EmulatorError(
        'request_too_large',
        `The form is larger than ${smallControlBodyBytesMax} bytes`,
      );
    }
    if (!formTypes.has(mediaTypeOf(c))) {
      throw new EmulatorError('media_type_not_supported', 'A page sends forms, and this is none');
    }
    const headers = { 'Content-Type': c.req.header('content-type') ?? '' };
    try {
      return await new Response(bytes as Uint8Array<ArrayBuffer>, { headers }).formData();
    } catch {
      throw new EmulatorError('invalid_request', 'The form cannot be read');
    }
  });
}

const formTypes = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);
