/**
 * Compiles the pattern of a `matches_regex` filter: unanchored and case-insensitive. [doc] segments/regex
 *
 * Braze runs PCRE; here a pattern has JavaScript's syntax, with the `u` flag where the pattern allows it and without where
 * not (`\-` outside a class). Most patterns mean the same in both. What JavaScript lacks is refused (`(?i)`, `(?>…)`,
 * possessive quantifiers) or, as `\A` and `\h`, read as plain letters.
 *
 * @returns `undefined` for what is no pattern.
 */
export function compileRegex(pattern: string): RegExp | undefined {
  return compile(pattern, 'iu') ?? compile(pattern, 'i');
}

function compile(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // How a pattern is refused.
    throw error;
  }
}
