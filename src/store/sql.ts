/** What SQLite stores, and what a parameter or result of it can be. */
export type SqlValue = string | number | bigint | Buffer | null;

/** A piece of SQL with the values of its `?`, in order. */
export interface Sql {
  text: string;
  parameters: SqlParameter[];
}

type SqlParameter = string | number | null;

/**
 * Writes SQL as a template: another piece stands as it is, any other value becomes a parameter. So no value can ever be
 * read as SQL, and the text does not depend on values, which lets its prepared statement be used again.
 */
export function sql(strings: TemplateStringsArray, ...parts: (Sql | SqlParameter)[]): Sql {
  const written: Sql = { text: '', parameters: [] };
  for (const [index, text] of strings.entries()) {
    written.text += text;
    const part = parts[index];
    if (part === undefined) continue; // Behind the last text.
    if (typeof part === 'object' && part !== null) {
      written.text += part.text;
      written.parameters.push(...part.parameters);
    } else {
      written.text += '?';
      written.parameters.push(part);
    }
  }
  return written;
}

/** Whether a condition is true, as 0 or 1: one that SQL calls unknown is not. */
export function holds(condition: Sql): Sql {
  return sql`coalesce((${condition}), 0)`;
}

/** The opposite of `holds`: the complement of a condition, without a third value. */
export function fails(condition: Sql): Sql {
  return sql`NOT coalesce((${condition}), 0)`;
}
