import { expect, test } from 'vitest';
import type { DecisionNote, JournalEntry } from '../../../../src/domain/journal/journal.js';
import { said } from '../../../support/answers.js';
import {
  connectorMistakes,
  mistakenWorkspace,
  mistakesTable,
} from '../../../support/connector-mistakes/all.js';
import { readPage } from '../../../support/docs/pages.js';
import { freshEmulator, type TestEmulator } from '../../../support/emulator.js';

test.each(connectorMistakes)('names the mistake: $title', async (mistake) => {
  const t = await freshEmulator({ workspace: mistakenWorkspace });
  const answer = await mistake.send(t);
  expect(said(answer)).toBe(typeof mistake.answer === 'string' ? mistake.answer : mistake.answer(t));

  const owner = mistake.isLetIn ? t.workspace : null;
  const entry = t.emulator.getRequest(owner, answer.headers.get('x-request-id')!);
  const reason = reasonFor(entry, mistake.rule);
  expect({ path: reason?.path, hint: reason?.hint?.replaceAll(t.workspace.id, '{ws}') }).toEqual({
    path: mistake.path,
    hint: mistake.hint,
  });
  expect(entry.decision.kind).toBe(answer.status < 300 ? 'accepted' : 'refused');
  // The log is told the same.
  expect(t.finished.at(-1)?.decision).toEqual(entry.decision);
  expectNoKey(t, entry);
});

/** The refusal, or the note of an accepted request, by that rule. */
function reasonFor({ decision }: JournalEntry, rule: string): DecisionNote | undefined {
  const reasons = decision.kind === 'accepted' ? decision.notes : [decision];
  return reasons.find((reason) => reason.rule === rule);
}

function expectNoKey(t: TestEmulator, entry: JournalEntry): void {
  const text = JSON.stringify(entry);
  for (const key of [t.partnerApiKey, t.dataImportKey, t.restApiKey]) expect(text).not.toContain(key);
}

test('there are at least forty, each with a title of its own', () => {
  expect(new Set(connectorMistakes.map(({ title }) => title)).size).toBe(connectorMistakes.length);
  expect(connectorMistakes.length).toBeGreaterThanOrEqual(40);
});

test('the list in the documentation is this one', () => {
  expect(readPage('docs/guides/connector-mistakes.md')).toContain(mistakesTable());
});
