import { z } from 'zod';
import type { JsonValue } from '../../domain/json.js';

/** A place in a list as the opaque text that clients hand back: JSON in base64url. */
export function encodeCursor(position: JsonValue): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads a cursor that `encodeCursor` made for the same kind of list. */
export function cursorOf<Position>(position: z.ZodType<Position>) {
  return z.string().transform((text, context): Position => {
    const result = position.safeParse(decode(text));
    if (result.success) return result.data;
    context.issues.push({
      code: 'custom',
      input: text,
      message: 'expected the next_cursor of an earlier answer to the same list',
    });
    return z.NEVER;
  });
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined; // No position is undefined, so the schema refuses it.
  }
}
