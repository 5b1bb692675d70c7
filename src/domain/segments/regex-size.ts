/** Compiling `\p{…}` takes as long as compiling so many characters. */
const unicodeClassSize = 25;

/**
 * How many characters, classes, assertions and groups a pattern has once its counted repetitions are written out: about what it
 * takes to compile it, known without compiling it. Linear in the pattern. What is no pattern has some size too.
 */
export function writtenOutSize(pattern: string): number {
  /** Sizes of what stands before each group that is open. */
  const before: number[] = [];
  let size = 0;
  /** Of the atom that a quantifier would repeat next. */
  let atom = 0;
  for (let at = 0; at < pattern.length; ) {
    const end = endOfToken(pattern, at);
    const token = pattern.slice(at, end);
    at = end;
    if (token === '(') {
      before.push(size);
      size = 0;
    } else if (token === ')') {
      // A group takes something, also an empty one, which a quantifier may repeat.
      atom = size + 1;
      size = atom + (before.pop() ?? 0);
    } else if (quantifier.test(token)) {
      const times = Math.max(...token.split(/\D/).map(Number), 1);
      size += atom * (times - 1);
      atom *= times;
    } else {
      atom = sizeOf(token);
      size += atom;
    }
  }
  return before.reduce((sum, outer) => sum + outer, size);
}

const quantifier = /^\{\d+(?:,\d*)?\}$/;

function sizeOf(token: string): number {
  const classes = token.match(/\\p/gi)?.length ?? 0;
  const isQuoted = token.startsWith('\\Q');
  return Math.max(isQuoted ? token.length : 1, classes * unicodeClassSize);
}

/** Where an escape, a class, a counted quantifier or a single character ends. */
function endOfToken(pattern: string, at: number): number {
  switch (pattern[at]) {
    case '\\':
      return endOfEscape(pattern, at);
    case '[':
      return endOfClass(pattern, at);
    case '{':
      return endOfMatch(/\{\d{1,9}(?:,\d{0,9})?\}/y, pattern, at);
    default:
      return at + 1;
  }
}

function endOfEscape(pattern: string, at: number): number {
  if (pattern[at + 1] === 'Q') return endAfter(pattern, '\\E', at + 2);
  return pattern[at + 2] === '{' && /[pPx]/.test(pattern[at + 1] ?? '') ? endAfter(pattern, '}', at) : at + 2;
}

function endAfter(pattern: string, mark: string, from: number): number {
  const found = pattern.indexOf(mark, from);
  return found < 0 ? pattern.length : found + mark.length;
}

/** A `]` that comes first is a member. */
function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === '^') at++;
  if (pattern[at] === ']') at++;
  while (at < pattern.length && pattern[at] !== ']') {
    if (pattern[at] === '\\') at += 2;
    else at = endOfMatch(/\[:\^?\w{1,10}:\]/y, pattern, at);
  }
  return at + 1;
}

/** One character further when it is no match. */
function endOfMatch(sticky: RegExp, pattern: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(pattern) ? sticky.lastIndex : at + 1;
}
