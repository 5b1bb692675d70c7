// Lints the OpenAPI documents with Redocly's linter, which is told to send nothing and to ask for nothing.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const cli = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
  'bin/cli.js',
);
const { status } = spawnSync(
  process.execPath,
  [cli, 'lint', 'openapi/braze.openapi.json', 'openapi/control.openapi.json'],
  {
    stdio: 'inherit',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  },
);
process.exitCode = status ?? 1;
