import { z } from 'zod';
import type { Shape } from '../domain/endpoint.js';
import type { LazySchema } from './endpoint.js';

/** What a schema says of its input, in JSON Schema, worked out when it is first asked for. */
export function shapeOf(schema: LazySchema): () => Shape {
  let shape: Shape | undefined;
  return () => {
    shape ??= linked(z.toJSONSchema(schema(), { io: 'input', unrepresentable: 'any' }));
    return shape;
  };
}

/** Puts what a `$ref` names in its place, so that a tree of any depth can be followed. */
function linked(root: z.core.JSONSchema.BaseSchema): Shape {
  const targets = new Map<unknown, unknown>([['#', root]]);
  for (const [name, target] of Object.entries(root.$defs ?? {})) targets.set(`#/$defs/${name}`, target);
  const replaceIn = (node: object) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'object' || value === null) continue;
      if ('$ref' in value) Reflect.set(node, key, targets.get(value.$ref));
      else replaceIn(value);
    }
  };
  replaceIn(root);
  // JSON Schema has more keywords than `Shape`, and none of another meaning.
  return ('$ref' in root ? targets.get(root.$ref) : root) as Shape;
}
