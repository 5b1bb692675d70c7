#!/usr/bin/env node
import { visibleLines } from '../platform/visible.js';
import { describeDefect, exitCodes } from './exit-codes.js';
import { run } from './program.js';

// Node's own exit code for these is 1, which says something else here.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${visibleLines(describeDefect(error))}\n`);
  process.exit(exitCodes.internal);
});
// A reader that has gone, as in `braze-cohort-emulator | head -1`, does not stop the server.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

// Everything is closed by then; a handler that still hangs must not hold the process.
process.exit(await run(process.argv));
