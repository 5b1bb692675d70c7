import { expect, test } from 'vitest';
import { startEmulator } from '../../src/index.js';
import { failures, messageOf } from '../support/kit/failures.js';

test('x', async () => {
  const braze = await startEmulator();
  for (const failure of Object.keys(failures)) console.log(`### ${failure}\n${await messageOf(braze, failure)}\n`);
  await braze.stop();
});
