import { z } from 'zod';
import { plantedHeadersMax } from '../../../domain/limits.js';
import { headerProblem } from '../../../domain/planted-answer.js';
import { jsonObject } from '../values.js';

/** Headers that a fault plants, by name, each with one value. */
export const plantedHeaders = jsonObject
  .transform((its, context): Record<string, string> => {
    const entries = Object.entries(its);
    const refuse = (path: string[], message: string) => {
      context.issues.push({ code: 'custom', input: its, path, message });
      return z.NEVER;
    };
    if (entries.length > plantedHeadersMax) return refuse([], `at most ${plantedHeadersMax} headers`);
    const headers: [string, string][] = [];
    for (const [name, value] of entries) {
      if (typeof value !== 'string') return refuse([name], 'expected a text');
      const problem = headerProblem(name, value);
      if (problem !== undefined) return refuse([name], problem);
      headers.push([name, value]);
    }
    return Object.fromEntries(headers);
  })
  .meta({ type: 'object', additionalProperties: { type: 'string' } })
  .describe('By name, each with one value; without those that are about the connection.');
