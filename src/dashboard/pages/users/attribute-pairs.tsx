import type { Child } from 'hono/jsx';
import { Code, Name } from '../../parts/text.js';

/** Each attribute with its value: texts as they are, everything else as JSON. */
export function attributePairs(attributes: Record<string, unknown>): (readonly [Child, Child])[] {
  return Object.entries(attributes).map(([name, value]) => [
    <Name>{name}</Name>,
    <Code max={200}>{typeof value === 'string' ? value : JSON.stringify(value)}</Code>,
  ]);
}
