import { createRequire } from 'node:module';

// By the package's own name for it, because the command is bundled to another depth than this file has.
const packageJson: { name: string; version: string } = createRequire(import.meta.url)('#package.json');

/** Name and version of this package. */
export const { name, version } = packageJson;
