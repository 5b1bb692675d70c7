import { name } from '../platform/version.js';

/** Says something on stderr beside what a command says there that we run. */
export function tell(line: string): void {
  process.stderr.write(`${name}: ${line}\n`);
}
