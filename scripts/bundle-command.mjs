// Bundles the command into dist/cli. Node takes longer to find and read some two hundred files than all the rest of a
// start takes. The library is not bundled: it consists of the compiler's files.
import { chmodSync } from 'node:fs';
import { build } from 'rolldown';

await build({
  input: 'src/cli/main.ts',
  platform: 'node',
  // re2js is not read before a regular expression is.
  external: ['better-sqlite3', 're2js'],
  output: {
    dir: 'dist/cli',
    format: 'esm',
    // Names stay, so that the stack of an internal error can be read.
    minify: { compress: true, mangle: false, codegen: true },
  },
});

// npx, in a clone, makes it executable only the first time.
chmodSync('dist/cli/main.js', 0o755);
