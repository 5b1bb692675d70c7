import type { Answer, LazySchema } from '../endpoint.js';
import type { ControlRefusal } from './errors.js';

export const controlBasePath = '/_emulator/v1';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An endpoint of the control API: all that is said about it, once. */
export interface ControlEndpoint {
  verb: Verb;
  /** Below `/_emulator/v1`, with names in braces: `/workspaces/{ws}/users/{braze_id}`. */
  path: `/${string}`;
  /** One line that begins with a verb: "Lists…". */
  summary: string;
  description?: string;
  /** Without it, every query parameter is refused. */
  query?: LazySchema;
  /** A JSON body; none at all stands for `{}`. */
  body?: LazySchema;
  /** Its body brings any number of profiles: it may have 64 MiB instead of 4, and 1,000,000 values instead of 100,000. */
  isBodyLarge?: true;
  /** A body that is read as it comes. Of NDJSON, the schema of a line. */
  streamedBody?: { mediaType: string; schema: LazySchema };
  answer: Answer;
  /** An answer with another status that is no refusal. */
  otherAnswer?: Answer;
  /** Beside those that follow from the rest, see `refusalsOf`. */
  refusals?: readonly ControlRefusal[];
  /** Whether it is answered without the admin token. */
  isOpen?: true;
}

/** Holds a value to the shape of an endpoint, and keeps the types of its schemas. */
export function controlEndpoint<const Of extends ControlEndpoint>(endpoint: Of): Of {
  return endpoint;
}

/** The names in braces of a path. */
export type ParamName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamName<Rest>
  : never;

/** Every refusal that a request to an endpoint can meet once its path and verb are right. */
export function refusalsOf(endpoint: ControlEndpoint): ControlRefusal[] {
  const { body, streamedBody, isOpen, refusals = [] } = endpoint;
  const derived: ControlRefusal[] = ['host_not_allowed', 'origin_not_allowed', 'invalid_request'];
  if (!isOpen) derived.push('admin_token_required', 'storage_unusable');
  if (body ?? streamedBody) derived.push('request_too_large');
  if (body) derived.push('malformed_json', 'media_type_not_supported', 'server_busy');
  if (endpoint.path.startsWith('/workspaces/{ws}')) derived.push('workspace_not_found');
  return [...new Set([...derived, ...refusals])];
}
