import type { Child } from 'hono/jsx';
import { changedQuery } from '../links.js';

/** Rows of a list on one page: as many as a screen shows. A browser takes as long again for as many more. */
export const pageRows = 25;

interface Column<Row> {
  title: string;
  /** Numbers stand at the right. */
  isNumber?: boolean;
  cell: (row: Row) => Child;
}

interface TableProps<Row> {
  /** What the rows are, for who does not see the table. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Tells rows apart, so that what stays is not drawn anew. */
  keyOf?: (row: Row) => string;
  /** Names the table to htmx and to who looks for it. */
  id?: string;
}

/** Rows under titles. One that is too wide scrolls in its card. */
export function Table<Row>({ caption, columns, rows, keyOf, id }: TableProps<Row>) {
  return (
    // What scrolls must be reached by keyboard.
    <section class="table" tabindex={0} aria-label={caption}>
      <table id={id}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th scope="col" class={isNumber ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr id={keyOf && `${id ?? slug(caption)}-${encodeURIComponent(keyOf(row))}`}>
              {columns.map(({ isNumber, cell }) => (
                <td class={isNumber ? 'number' : undefined}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Ids on a page differ, although several tables may have a row of the same key. */
function slug(caption: string): string {
  return caption.toLowerCase().replaceAll(/\W+/g, '-');
}

interface PagerProps {
  query: URLSearchParams;
  /** The cursor of the next page; `null` on the last. */
  next: string | null;
  /** Parameter that the cursor stands in; one for each list of a page. */
  name?: string;
}

/** Links to the next page of a list and back to its first. */
export function Pager({ query, next, name = 'cursor' }: PagerProps) {
  const isFirst = !query.has(name);
  if (isFirst && next === null) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {!isFirst && <a href={changedQuery(query, { [name]: undefined })}>First page</a>}
      {next !== null && <a href={changedQuery(query, { [name]: next })}>Next page</a>}
    </nav>
  );
}
