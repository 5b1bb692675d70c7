import { regexSizeMax } from '../limits.js';
import { regexEngine } from './regex-engine.js';
import { writtenOutSize } from './regex-size.js';

/**
 * Bound of the size of a compiled pattern times the length of a text: some 50 ms if the engine does its worst. A text that is
 * longer matches no pattern, as PCRE finds no match beyond its match limit. Ours.
 */
const searchWorkMax = 500_000;
/** Patterns that are kept: compiled, or what is wrong with them. */
const keptMax = 32;

/** A compiled pattern. */
export interface Regex {
  /** Whether the pattern occurs in the text; not in one too long to search. */
  test(text: string): boolean;
  /** Longest text that is searched, in UTF-16 units. */
  readonly textLengthMax: number;
}

const kept = new Map<string, Regex | string>();

/**
 * Compiles the pattern of a `matches_regex` filter: unanchored and case-insensitive. [doc] segments/regex
 *
 * Braze runs PCRE; here a pattern has RE2's syntax, which has no look-around, back references, atomic groups or possessive
 * quantifiers. In return no pattern can keep the server busy.
 *
 * @returns `undefined` for what `regexProblem` has a word against.
 */
export function compileRegex(pattern: string): Regex | undefined {
  const compiled = compiledOf(pattern);
  return typeof compiled === 'string' ? undefined : compiled;
}

/** What is wrong with a pattern, as what follows "expected a regular expression"; `undefined` when it can be used. */
export function regexProblem(pattern: string): string | undefined {
  const compiled = compiledOf(pattern);
  return typeof compiled === 'string' ? compiled : undefined;
}

function compiledOf(pattern: string): Regex | string {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  const compiled = tryCompile(pattern);
  const [oldest] = kept.keys();
  if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest);
  kept.set(pattern, compiled);
  return compiled;
}

function tryCompile(pattern: string): Regex | string {
  const size = writtenOutSize(pattern);
  if (size > regexSizeMax) {
    return `with at most ${regexSizeMax} characters and classes once its counted repetitions are written out, received ${size}`;
  }
  const { RE2JS, RE2JSException } = regexEngine();
  try {
    const regex = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    const textLengthMax = Math.floor(searchWorkMax / regex.programSize());
    return { test: (text) => text.length <= textLengthMax && regex.test(text), textLengthMax };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return problemOf(error);
  }
}

/** What PCRE has and RE2 does not, by the beginning of what RE2 stumbles over. */
const unsupported: readonly [RegExp, string][] = [
  [/^\(\?<?[=!]/, 'look-around'],
  [/^\\[1-9gk]|^\(\?P$/, 'back references'],
  [/^\(\?>/, 'atomic groups'],
  [/^([*+?]|\{.*\})\+$/, 'possessive quantifiers'],
  [/^\(\?\(/, 'conditions'],
  [/^\(\?[R\d&+-]/, 'recursion'],
  [/^\(\?\|/, 'groups that share a number'],
  [/^\(\?#|^\(\?[a-zA-Z]*x/, 'comments'],
  [/^\\/, 'this escape'],
];

function problemOf(error: Error & { error?: string; input?: string | null }): string {
  // The engine puts a `(?i)` of its own before the pattern.
  const where = (error.input ?? '').replace(/^\(\?i\)/, '');
  const lacking = unsupported.find(([begin]) => begin.test(where))?.[1];
  if (lacking !== undefined) return `without ${lacking}, which RE2's syntax does not have: ${where}`;
  return `in RE2's syntax: ${error.error ?? error.message}${where === '' ? '' : `: ${where}`}`;
}
