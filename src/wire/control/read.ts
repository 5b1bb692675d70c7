import { z } from 'zod';
import { EmulatorError } from '../../domain/errors.js';
import { meantField } from '../../domain/journal/explanation/field-names.js';
import { objectForm, shapeAt } from '../../domain/journal/explanation/shape.js';
import { isJsonObject, type JsonValue } from '../../domain/json.js';
import { follow, stepsOf } from '../../domain/json-path.js';
import { describeIssue, firstIssue, unknownField } from '../describe-issue.js';
import { shapeOf } from '../shape.js';

/** One thing that is wrong in a value, and where. */
export interface Problem {
  /** E.g. `workspaces[0].users[3].device_ids`; empty when the value as a whole is wrong. */
  path: string;
  message: string;
}

/** Reads a value and says everything that is wrong in it. */
export function parseAs<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
): { value: Output } | { problems: Problem[] } {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.map((issue) => problemOf(issue, input, schema)) };
}

/** @throws EmulatorError `invalid_request` for the first thing that is wrong, with its path. */
export function readAs<Output>(schema: z.ZodType<Output>, input: unknown, whole = 'The body'): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const { path, message } = problemOf(firstIssue(result.error), input, schema);
  throw new EmulatorError('invalid_request', `${path === '' ? whole : path} ${message}`, { path });
}

function problemOf(issue: z.core.$ZodIssue, input: unknown, schema: z.ZodType): Problem {
  const { path, message } = describeIssue(new z.ZodError([issue]), input);
  const meant = message === unknownField ? meantAt(path, input as JsonValue, schema) : undefined;
  return { path, message: meant === undefined ? message : `${message}; did you mean "${meant}"?` };
}

const shapes = new WeakMap<z.ZodType, ReturnType<typeof shapeOf>>();

/** What an unknown field at a path may have been meant to be. */
function meantAt(path: string, input: JsonValue, schema: z.ZodType): string | undefined {
  const shape = shapes.get(schema) ?? shapeOf(() => schema);
  shapes.set(schema, shape);
  const steps = stepsOf(path);
  const above = steps.slice(0, -1);
  const object = follow(input, above);
  const form = objectForm(shapeAt(shape(), above) ?? {});
  if (!isJsonObject(object) || form?.properties === undefined) return undefined;
  return meantField(String(steps.at(-1)), Object.keys(form.properties), object);
}
