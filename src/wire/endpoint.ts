import type { z } from 'zod';

// What the endpoints of both surfaces have in common. An endpoint is one value that says all there is to say about it;
// routes, strict fields, hints, suggestions and documents follow from it.

/** A schema that is made when it is first asked for: all of them together would make every start slower. */
export type LazySchema<Schema extends z.ZodType = z.ZodType> = () => Schema;

export function lazySchema<Schema extends z.ZodType>(make: () => Schema): LazySchema<Schema> {
  let made: Schema | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What a schema lets in, as it is written on the wire. */
export type Wire<Schema extends LazySchema> = z.input<ReturnType<Schema>>;

/** What answers a request that succeeds: one status, and the body, which has none for 204. */
export interface Answer<Status extends number = number, Body extends LazySchema = LazySchema> {
  status: Status;
  body?: Body;
  /** Of a body that is no JSON: its media type. */
  mediaType?: string;
  /** Media types of other forms of a JSON body, which the query asks for. */
  otherMediaTypes?: readonly string[];
}

/** The body that a handler of an endpoint gives. */
export type AnswerBody<Of extends { answer: Answer }> = Of['answer'] extends {
  body: infer Body extends LazySchema;
}
  ? Wire<Body>
  : undefined;
