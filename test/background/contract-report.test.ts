import { expect, test } from 'vitest';
import { contractReport } from '../../src/background/contract-report.js';
import { freshEmulator } from '../support/emulator.js';

test('a journal of large requests is judged in pieces, each request once', async () => {
  const t = await freshEmulator();
  const userIds = Array.from({ length: 1_000 }, (_, index) => `person-number-${index}`);
  for (let count = 0; count < 40; count++) {
    await t.cohortUsers({ cohort_id: 'vip', cohort_changes: [{ user_ids: userIds }] });
  }
  const pieces = contractReport(t.emulator, t.workspace.id, {
    isDocumentedOnly: false,
    rules: {},
    exceptions: [],
  });
  let pieceCount = 1;
  let step = pieces.next();
  for (; !step.done; step = pieces.next()) pieceCount++;
  expect(pieceCount).toBeGreaterThan(1);
  expect(step.value.requestCount).toBe(40);
});
