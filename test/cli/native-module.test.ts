import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/command.js';

/** The built package in a project of its own, whose better-sqlite3 has what is given in place of its compiled module. */
function installed(compiled?: string): string {
  const folder = temporaryFolder();
  for (const part of ['dist', 'package.json', 'schema.sql'])
    cpSync(part, join(folder, part), { recursive: true });
  const modules = ['bindings', 'file-uri-to-path', 'better-sqlite3/lib', 'better-sqlite3/package.json'];
  for (const part of modules) {
    cpSync(join('node_modules', part), join(folder, 'node_modules', part), { recursive: true });
  }
  if (compiled !== undefined) {
    const release = join(folder, 'node_modules/better-sqlite3/build/Release');
    mkdirSync(release, { recursive: true });
    writeFileSync(join(release, 'better_sqlite3.node'), compiled);
  }
  return folder;
}

function run(folder: string, args: string[]): Promise<{ exitCode: number; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (error, _stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : Number(error.code), stderr }),
    );
  });
}

const notCompiled =
  /^better-sqlite3 has no compiled module for Node [\d.]+ \(\w+ \w+\), because its install script did not run: run `npm rebuild better-sqlite3`, or with pnpm `pnpm approve-builds` and then `pnpm rebuild better-sqlite3`\n$/;

test('an installation without its compiled module ends the command with exit code 3 and what to run', async () => {
  const { exitCode, stderr } = await run(installed(), ['dist/cli/main.js', '--port', '0']);
  expect(stderr).toMatch(notCompiled);
  expect(exitCode).toBe(3);
});

test('a compiled module that cannot be loaded ends the command with exit code 3 and what to run', async () => {
  const { exitCode, stderr } = await run(installed('no module'), [
    'dist/cli/main.js',
    '--port',
    '0',
    '--db',
    'a.db',
  ]);
  expect(stderr).toMatch(
    /^better-sqlite3 cannot be loaded \(.+\), and this is Node .+: run `npm rebuild better-sqlite3`/,
  );
  expect(exitCode).toBe(3);
});

test('the library throws the same sentence as an EmulatorError', async () => {
  const program = `import(process.argv[1])
    .then(({ startEmulator }) => startEmulator())
    .catch(({ name, code, message }) => { console.error(message); process.exitCode = name === 'EmulatorError' && code === 'storage_unusable' ? 9 : 1; })`;
  const { exitCode, stderr } = await run(installed(), ['-e', program, './dist/library/index.js']);
  expect(stderr).toMatch(notCompiled);
  expect(exitCode).toBe(9);
});

test('of an error of the library that nobody catches, Node prints a screen and not a file', async () => {
  const program = "import { startEmulator } from './dist/library/index.js'; await startEmulator();";
  const { exitCode, stderr } = await run(installed(), ['--input-type=module', '-e', program]);
  expect(stderr).toContain('run `npm rebuild better-sqlite3`');
  expect(stderr.length).toBeLessThan(3_000);
  expect(exitCode).toBe(1);
});
