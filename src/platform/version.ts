import { createRequire } from 'node:module';

// By the package's own name for it, because the command is bundled to another depth than this file has.
const packageJson = createRequire(import.meta.url)('#package.json') as {
  name: string;
  version: string;
};

/** Name and version of this package. */
export const { name, version } = packageJson;
