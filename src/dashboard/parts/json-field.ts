import { EmulatorError } from '../../domain/errors.js';
import type { Form } from '../form.js';

/** What a field says as JSON; nothing for an empty one. @throws EmulatorError `invalid_request`. */
export function jsonOf(form: Form, name: string): unknown {
  const text = form.optional(name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EmulatorError('invalid_request', `${name} is no JSON: ${(error as Error).message}`, {
      path: name,
    });
  }
}

/** The same for what must be an object. @throws EmulatorError `invalid_request`. */
export function jsonObjectOf(form: Form, name: string): Record<string, unknown> | undefined {
  const value = jsonOf(form, name);
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new EmulatorError('invalid_request', `${name} must be a JSON object, such as {"plan": "pro"}`, {
    path: name,
  });
}
