import type { z } from 'zod';
import type { SchemaConventions } from './json-schema.js';

// What the documents and the pages say of an endpoint, whichever surface it is of. `braze.ts` and `control.ts` make it
// from the endpoint values.

/** The two HTTP surfaces. */
export interface Surface extends SchemaConventions {
  title: string;
  description: string;
  /** What stands on its page before the table of endpoints, in Markdown. */
  introduction: string;
  servers: { url: string; description: string }[];
  securitySchemes: Record<string, object>;
  /** Subjects in the order in which they are read. */
  subjects: { name: string; description: string }[];
  /** The JSON Schema of a refusal with one of the codes. */
  refusalBody: (codes: readonly string[], describe: (schema: z.ZodType) => object) => object;
  /** Answers that most endpoints have, in whole sentences. */
  commonAnswers: string[];
  operations: Operation[];
  /** What Braze has and is not built; empty for our own surface. */
  unbuilt: UnbuiltOperation[];
}

export interface Operation {
  /** Name of the endpoint value; `operationId` of the document. */
  name: string;
  verb: string;
  /** With parameters in braces, e.g. `/partners/{partner}/cohorts`. */
  path: string;
  summary: string;
  /** More than the summary says, in whole sentences. */
  details?: string;
  subject: string;
  /** Who may call it, in words. */
  access: string;
  /** Names of security schemes, any one of which lets a request in; empty for none. */
  security: string[];
  rateLimit?: string;
  query?: z.ZodType;
  /** Media types that it takes; a body may be left out when it need not be sent. */
  bodies: Content[];
  isBodyRequired: boolean;
  answers: Answer[];
  refusals: Refusal[];
  /** What else it answers where a fault plants the answer: any status, body and headers. In words. */
  plantedAnswer?: string;
  /** Page of Braze's documentation and how sure we are of it; our own surface has none. */
  source?: { page: string; mark: string };
}

export interface Content {
  /** None for a body that is no JSON. */
  schema?: z.ZodType;
  mediaType: string;
  /** Of other forms of the same. */
  otherMediaTypes?: readonly string[];
}

export interface Answer {
  status: number;
  description: string;
  /** Whether a page shows the description: it is more than that all went well. */
  isSpecial?: boolean;
  /** Whether most endpoints have it, so that a page tells it once. */
  isCommon?: boolean;
  /** How sure we are of the status, where that is not as sure as the page. */
  mark?: string;
  content?: Content;
}

export interface Refusal {
  status: number;
  code: string;
  /** Text of the answer; left out where it depends on the request. */
  text?: string;
  /** Whether most endpoints have it, so that a page tells it once. */
  isCommon?: boolean;
  /** Of the body, where it is no JSON. */
  mediaType?: string;
}

export interface UnbuiltOperation {
  verb: string;
  path: string;
  summary: string;
  family: string;
}
