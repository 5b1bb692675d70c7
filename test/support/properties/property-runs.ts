import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** From vitest.config.ts. */
    propertyRunFactor: number;
  }
}

/**
 * How many random inputs a property is checked with: so many by `npm test`, twenty times as many by `npm run test:long`.
 * The number is one that still finds the errors that the property is there for.
 */
export function runs(count: number): { numRuns: number } {
  return { numRuns: count * inject('propertyRunFactor') };
}

/** Whether this is `npm run test:long`. */
export const isLongRun = (): boolean => inject('propertyRunFactor') > 1;
