import type { Context } from 'hono';
import type { EmulatorError } from '../../domain/errors.js';
import type { Call } from '../page.js';

/** What the dashboard needs of the server that it is a part of. */
export interface DashboardServer {
  /** The way to the control API of this process, for a browser that reaches the server at an address. */
  callAt(origin: string): Call;
  /** The base address under which a browser reaches the server. */
  originOf(c: Context): string;
  /** Why a request is refused before anything of it is looked at: a page of another origin, a host that is not ours. */
  refusalOf(c: Context): EmulatorError | undefined;
  /** The status and text of a refusal, without secrets; `undefined` for what is none. */
  replyTo(error: unknown): { status: number; message: string } | undefined;
  /** The body of a form. @throws EmulatorError `request_too_large`, `media_type_not_supported`. */
  readForm(c: Context): Promise<FormData>;
  /** How often anything has changed since somebody first looked. */
  changeCount(): number;
  /** Calls back after anything has changed. @returns What ends it. */
  onChanged(listener: () => void): () => void;
  /** Keeps a request open while work goes on, without keeping a server that stops. The signal says that nobody listens. */
  keepOpen(c: Context, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** When given, a browser has to name it once. */
  adminToken?: string | undefined;
  /** Told of a defect of the emulator. */
  onDefect(error: unknown): void;
}
