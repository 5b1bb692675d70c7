/** An endpoint as rules and explanations know it. What it is in full stands in `wire`. */
export interface Endpoint {
  verb: string;
  /** With the names of its parameters: `/partners/{partner}/cohorts`. */
  path: string;
  /** What it does, in one line. */
  summary: string;
  /** False for what Braze has and this emulator has not. */
  isBuilt: boolean;
  /** What its body and its query may be. */
  body?: () => Shape;
  query?: () => Shape;
}

/** What may stand at a place of a request: the keywords of JSON Schema that explanations look at. */
export interface Shape {
  type?: string | readonly string[];
  /** Of a text: `date-time`, `uuid`. */
  format?: string;
  /** Fields of an object. Without `additionalProperties`, Braze looks at no others. */
  properties?: Readonly<Record<string, Shape>>;
  additionalProperties?: boolean | Shape;
  required?: readonly string[];
  items?: Shape;
  anyOf?: readonly Shape[];
  minimum?: number;
  maximum?: number;
  enum?: readonly unknown[];
}
