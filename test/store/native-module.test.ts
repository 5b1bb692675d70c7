import { expect, test } from 'vitest';
import { nativeModuleProblem } from '../../src/store/open-sqlite.js';

test('another Node than it was compiled for is named as the reason', () => {
  const message =
    "The module '/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. This version of Node.js requires\nNODE_MODULE_VERSION 127. Please try re-compiling or re-installing\nthe module (for instance, using `npm rebuild` or `npm install`).";
  const error = Object.assign(new Error(message), { code: 'ERR_DLOPEN_FAILED' });
  expect(nativeModuleProblem(error)).toMatch(
    /^better-sqlite3 was compiled for another version of Node, and this is Node .+: run `npm rebuild better-sqlite3`/,
  );
  expect(nativeModuleProblem(new Error('disk I/O error'))).toBeUndefined();
});
