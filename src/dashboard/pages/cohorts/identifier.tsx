import { type Identifier, nameOf } from '../../../client/identity.js';
import { Code } from '../../parts/text.js';

/** An identifier that was sent. Spaces at its ends would not be seen without quotes. */
export function IdentifierCode({ of }: { of: Identifier }) {
  const name = nameOf(of);
  return <Code max={32}>{/^\s|\s$/.test(name) ? `"${name}"` : name}</Code>;
}
