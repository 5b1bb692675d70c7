import { setImmediate as itIsOnItsWay } from 'node:timers/promises';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ServerRequest } from '../page.js';

/** Text of others never has it: there `<` is `&lt;`. */
const mark = /<!--found-(\d+)-->/;

/**
 * A part of a page that takes a moment to find out: the page is sent as far as it, then this, then the rest. What stands before is
 * seen meanwhile, and nothing moves when this comes.
 */
export function whenFound({ finding }: Pick<ServerRequest, 'finding'>, find: () => Promise<Child>): Child {
  finding.push(find);
  return raw(`<!--found-${finding.length - 1}-->`);
}

/**
 * The text of a page, piece by piece as it becomes known.
 *
 * @param failed  What stands in place of a part that cannot be found out.
 */
export async function* piecesOf(
  text: string,
  finding: ServerRequest['finding'],
  failed: (error: unknown) => Child,
): AsyncGenerator<string> {
  const [first = '', ...rest] = text.split(mark);
  yield first;
  for (let at = 0; at < rest.length; at += 2) {
    // Node writes a short piece when it has nothing else to do; what is found out may take all of its time.
    await itIsOnItsWay();
    const found = await finding[Number(rest[at])]?.().catch(failed);
    // What was found may have parts of its own.
    yield* piecesOf(String(found), finding, failed);
    yield rest[at + 1] ?? '';
  }
}
