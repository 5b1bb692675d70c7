import type { z } from 'zod';
import { EmulatorError } from '../../domain/errors.js';
import { describeIssue } from '../describe-issue.js';

/** @throws EmulatorError `invalid_request` for the first thing that is wrong, with its path. */
export function readAs<Output>(schema: z.ZodType<Output>, input: unknown, whole = 'The body'): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const { path, message } = describeIssue(result.error, input);
  throw new EmulatorError('invalid_request', `${path === '' ? whole : path} ${message}`, { path });
}
