import type { Context } from 'hono';
import type { z } from 'zod';
import type { Endpoint } from '../../domain/endpoint.js';
import type { Pieces } from '../../domain/pieces.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Emulator } from '../../emulator.js';
import type { ControlEndpoint, ParamName } from '../../wire/control/endpoint.js';
import type { Answer, AnswerBody, LazySchema } from '../../wire/endpoint.js';
import type { RenderedMetrics } from '../metrics/metrics.js';
import type { OpenWaits } from './open-waits.js';

/** What the control API can ask of the server around the emulator. */
export interface ServerParts {
  /** Whether the start state is applied. */
  isReady: () => boolean;
  resetToStart: () => void;
  renderMetrics: () => Promise<RenderedMetrics>;
  waits: OpenWaits;
  /** Those of the Braze surface, which faults can strike. */
  brazeEndpoints: readonly Endpoint[];
}

type OutputOf<Schema> = Schema extends LazySchema ? z.output<ReturnType<Schema>> : undefined;
type BodyOf<Of> = Of extends { body: infer Body } ? OutputOf<Body> : undefined;

/** A request to an endpoint whose input has been checked. */
export interface ControlRequest<Of extends ControlEndpoint> {
  emulator: Emulator;
  server: ServerParts;
  params: Record<ParamName<Of['path']>, string>;
  /** The workspace that the path names; what was due in it has been done. */
  workspace: 'ws' extends ParamName<Of['path']> ? Workspace : undefined;
  query: Of extends { query: infer Query } ? OutputOf<Query> : undefined;
  /** `undefined` also when the body is one that is read as it comes. */
  body: Of extends { streamedBody: object } ? BodyOf<Of> | undefined : BodyOf<Of>;
  /** The base address under which the caller reaches the server, for links. */
  origin: string;
  /** Waits for something without keeping a server that stops waiting. The signal says that nobody waits any more. */
  wait<Found>(work: (signal: AbortSignal) => Promise<Found>): Promise<Found>;
  /** Does work that may take long: over HTTP others are let in between, in process it is done at once. */
  inPieces<Found, Answered>(
    pieces: Pieces<Found>,
    answer: (found: Found) => Answered,
  ): Answered | Promise<Answered>;
  /** The request as it came over HTTP, for endpoints whose body or answer is no JSON. */
  c: Of extends { streamedBody: object } | { answer: { mediaType: string } } ? Context : unknown;
}

/** The body of an answer with the other status that an endpoint has, see `otherAnswer`. */
export class OtherAnswer<Body> {
  constructor(readonly body: Body) {}
}

/** The body for the status of the endpoint, or for its other one; a whole answer only where the body is, or may be, no JSON. */
type Result<Of extends ControlEndpoint> = Of['answer'] extends { mediaType: string }
  ? Response
  : Of extends { otherAnswer: infer Other extends Answer }
    ? AnswerBody<Of> | OtherAnswer<AnswerBody<{ answer: Other }>>
    : Of['answer'] extends { otherMediaTypes: readonly string[] }
      ? AnswerBody<Of> | Response
      : AnswerBody<Of>;

export type Handler<Of extends ControlEndpoint> = Of['answer'] extends { status: 204 }
  ? (request: ControlRequest<Of>) => void
  : (request: ControlRequest<Of>) => Result<Of> | Promise<Result<Of>>;

/** A handler for each endpoint of a list, and no other. */
export type Handlers<List extends Record<string, ControlEndpoint>> = {
  [Name in keyof List]: Handler<List[Name]>;
};
