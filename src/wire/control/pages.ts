import { z } from 'zod';
import type { JsonValue } from '../../domain/json.js';
import { pageItemsDefault, pageItemsMax } from '../../domain/limits.js';
import { lazySchema } from '../endpoint.js';

// Lists come in pages. Where the next one begins is told as an opaque text that clients hand back: JSON in base64url.

/** Reads the `next_cursor` of an earlier answer to the same kind of list. */
export function cursorOf<Position>(position: z.ZodType<Position>) {
  return z
    .string()
    .transform((text, context): Position => {
      const result = position.safeParse(decode(text));
      if (result.success) return result.data;
      context.issues.push({
        code: 'custom',
        input: text,
        message: 'expected the next_cursor of an earlier answer to the same list',
      });
      return z.NEVER;
    })
    .describe('`next_cursor` of an earlier answer to the same list. Left out, the first page.');
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined; // No position is undefined, so the schema refuses it.
  }
}

function limitOf(itemsMin: number) {
  const message = `expected a whole number from ${itemsMin} to ${pageItemsMax}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((items) => items >= itemsMin && items <= pageItemsMax, message)
    .default(pageItemsDefault)
    .meta({
      description: 'How many items the page has at most.',
      type: 'integer',
      minimum: itemsMin,
      maximum: pageItemsMax,
      default: pageItemsDefault,
      pattern: undefined,
    });
}

const position = z.int().min(0);

/** Parameters of a list that is kept in order of a number: of a workspace, of a profile, or of how many went before. */
export const pageShape = lazySchema(() =>
  z.strictObject({ limit: limitOf(1), cursor: cursorOf(position).optional() }),
);

/** Where a page begins, and how long it is. */
export function pageOf<Position>(its: { limit: number; cursor?: Position }): {
  limit: number;
  after: Position | undefined;
} {
  return { limit: its.limit, after: its.cursor };
}

export const pageQuery = lazySchema(() => pageShape().transform(pageOf));

/** Pages of a selection that is told with its size; a limit of 0 asks for the size alone. */
export const selectionPageQuery = lazySchema(() =>
  pageShape()
    .extend({ limit: limitOf(0) })
    .transform(pageOf),
);

const nextCursor = z.string().nullable().describe('Where the next page begins; null on the last.');

/** The answer with one page of a list. @param shape  The list by its name, after what stands before it. */
export function pageAnswer<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, next_cursor: nextCursor });
}

/** One page of a list; `next` is where the following one begins, `null` on the last. */
export function listJson<Plural extends string, Item, Shown>(
  plural: Plural,
  page: { items: readonly Item[]; next: JsonValue },
  itemJson: (item: Item) => Shown,
) {
  return {
    ...({ [plural]: page.items.map(itemJson) } as Record<Plural, Shown[]>),
    next_cursor: page.next === null ? null : Buffer.from(JSON.stringify(page.next)).toString('base64url'),
  };
}
