import { z } from 'zod';
import type { JsonValue } from '../../domain/json.js';
import { pageItemsDefault, pageItemsMax } from '../../domain/limits.js';
import { type Listing, searchTerms } from '../../domain/listing.js';
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

/** How many items an answer has at most. @param description  Of what. */
export function limitOf(
  itemsMin: number,
  description = 'How many items the page has at most.',
  itemsDefault = pageItemsDefault,
) {
  const message = `expected a whole number from ${itemsMin} to ${pageItemsMax}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((items) => items >= itemsMin && items <= pageItemsMax, message)
    .default(itemsDefault)
    .meta({
      description,
      type: 'integer',
      minimum: itemsMin,
      maximum: pageItemsMax,
      default: itemsDefault,
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

/** `true` or `false` in a query. */
export const yesOrNo = z.enum(['true', 'false'], 'expected true or false');

/** Pages of what is listed by name. */
export const listingQuery = lazySchema(() =>
  pageShape()
    .extend({
      search: z
        .string()
        .optional()
        .describe('Words, or phrases in quotes, of which a name has one at least; or an id.'),
      archived: yesOrNo.optional().describe('Left out, archived ones and others.'),
      newest_first: yesOrNo.optional().describe('`true`: the newest first. Otherwise, by creation.'),
    })
    .transform(
      ({
        search = '',
        archived,
        newest_first: newestFirst,
        ...page
      }): Listing & ReturnType<typeof pageOf<number>> => ({
        ...pageOf(page),
        terms: searchTerms(search),
        isArchived: archived === undefined ? undefined : archived === 'true',
        isNewestFirst: newestFirst === 'true',
      }),
    ),
);

/** Pages of a selection that is told with its size; a limit of 0 asks for the size alone. */
export const selectionPageShape = lazySchema(() => pageShape().extend({ limit: limitOf(0) }));
export const selectionPageQuery = lazySchema(() => selectionPageShape().transform(pageOf));

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
