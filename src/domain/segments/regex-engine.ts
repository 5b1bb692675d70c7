import { createRequire } from 'node:module';

// The one package of the domain: what a pattern matches is a rule of ours, in both forms of a segment filter. It is loaded
// with the first pattern, because few starts of the emulator ever meet one.
const require = createRequire(import.meta.url);
let loaded: typeof import('re2js') | undefined;

/** RE2 in JavaScript: the time that a match takes grows with the text, and never with its square or worse. */
export function regexEngine(): typeof import('re2js') {
  loaded ??= require('re2js') as typeof import('re2js');
  return loaded;
}
