import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startEmulator } from '../../../src/index.js';
import { codeBlocks, repositoryRoot } from './pages.js';

/**
 * Commands of the pages that install, serve without end or run the tests themselves, and what runs them instead: a text
 * of `.ci/run` or of a script that it calls.
 */
export const runByCi: ReadonlyMap<string, RegExp> = new Map([
  ['npm ci', /^ +npm ci /m],
  ['npm start', /^npm start /m],
  ['npm test', /^npm test /m],
  [
    'npm run check',
    /^# .*`npm run check`(.|\n)*--silent lint\n.*--silent typecheck\n.*--silent lint:openapi\n(.|\n)*npm test/m,
  ],
]);

/** Commands that need docker, and what runs them instead: a text of the scripts of the container smoke run. */
export const runBySmoke: ReadonlyMap<string, RegExp> = new Map([
  ['docker build -t braze-cohort-emulator .', /^ +docker\) docker build -t "\$@" \. ;;$/m],
  [
    'docker run -d --name braze -p 127.0.0.1:27293:27293 -v braze-data:/data -e BRAZE_EMULATOR_ADMIN_TOKEN=only-for-tests braze-cohort-emulator',
    /run -d -p "127\.0\.0\.1:\$port:\$port" "\$\{options\[@\]\}" "\$image"/,
  ],
]);

/** Whether a block is nothing but such commands. Comments at the end of a line say what they do. */
export function isRunElsewhere(block: string): boolean {
  const lines = block.trim().split('\n');
  return lines.every((line) =>
    commandsOf(line).every((command) => runByCi.has(command) || runBySmoke.has(command)),
  );
}

export function commandsOf(line: string): string[] {
  return line
    .replace(/ +# .*$/, '')
    .split('&&')
    .map((command) => command.trim());
}

/** The bash blocks of a page that a reader pastes, in order. */
export function pastedBlocks(page: string): string[] {
  return codeBlocks(page, 'bash').filter((block) => !isRunElsewhere(block));
}

/** What a page shows of the output. */
export function fragmentsOf(block: string): string[] {
  return [...block.matchAll(/^# → (.*)$/gm)].map(([, fragment]) => fragment!);
}

/**
 * Runs commands as if pasted beside a quickstart server of their own, with the built command.
 *
 * @throws When one of them fails.
 */
export async function paste(blocks: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const running = await startEmulator({ quickstart: true });
  try {
    const pasted = blocks
      .join('')
      .replaceAll('http://127.0.0.1:27293', running.url)
      .replaceAll('npx braze-cohort-emulator', 'node dist/cli/main.js');
    // bash takes a pipe of Node's for a network, and would read a file of the machine's.
    return await promisify(execFile)('bash', ['--norc', '-euc', pasted], {
      cwd: repositoryRoot,
      env: { ...process.env, BRAZE_EMULATOR_URL: running.url },
    });
  } finally {
    await running.stop();
  }
}
