import type { z } from 'zod';
import { invariant } from '../domain/errors.js';
import { formatPath } from '../domain/json-path.js';

type Issue = z.core.$ZodIssue;

/** What is said of a field that is not one of those that may stand there. */
export const unknownField = 'is not a known field';

/** The first problem of a zod error, which has one at least. */
export function firstIssue({ issues: [issue] }: z.ZodError): Issue {
  invariant(issue, 'zod says what is wrong');
  return issue;
}

/** Where the first problem of a zod error is, as `users[3].device_ids`, and what it is in words. */
export function describeIssue(error: z.ZodError, input: unknown): { path: string; message: string } {
  const issue = pinpoint(firstIssue(error));
  if (issue.code === 'unrecognized_keys') {
    const path = formatPath([...issue.path, ...issue.keys.slice(0, 1)]);
    return { path, message: unknownField };
  }
  const found = issue.path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
  return { path: formatPath(issue.path), message: messageOf(issue, found) };
}

function messageOf(issue: Issue, found: unknown): string {
  const choices = choicesOf(issue);
  const choice = choices === undefined ? undefined : expectedOne(choices);
  if (found === undefined && issue.code !== 'custom')
    return choice === undefined ? 'is required' : `is required: ${choice}`;
  if (choice !== undefined) return `is not valid: ${choice}, received ${briefly(found)}`;
  return `is not valid: ${expectationOf(issue)}`;
}

/** What a field that has only certain values, or tells the forms of a union apart, may be. */
function choicesOf(issue: Issue): readonly unknown[] | undefined {
  if (issue.code === 'invalid_value') return issue.values;
  return issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
}

function expectedOne(choices: readonly unknown[]): string {
  const listed = choices.map((choice) => JSON.stringify(choice)).join('|');
  return choices.length === 1 ? `expected ${listed}` : `expected one of ${listed}`;
}

/** A value that was found; of a long text the beginning. */
function briefly(found: unknown): string {
  if (Array.isArray(found)) return 'array';
  if (typeof found === 'object' && found !== null) return 'object';
  const text = JSON.stringify(found);
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

/** Follows a union into the one form that the value was meant to have, when only one comes into question. */
function pinpoint(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const meant = issue.errors.filter((issues) => !issues.some(saysOtherForm));
  const inner = meant.length === 1 ? meant[0]?.[0] : undefined;
  return inner === undefined ? issue : pinpoint({ ...inner, path: [...issue.path, ...inner.path] });
}

/** Whether the value is of another type than this form of a union, or has fields that this form has not. */
function saysOtherForm(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'unrecognized_keys');
}

/** zod's message without its heading; for a union without a message of its own, what each form expects. */
function expectationOf(issue: Issue): string {
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    const expectations = issue.errors.flatMap((issues) => issues.slice(0, 1)).map(expectationOf);
    const forms = expectations.map((text) => text.replace(/^expected /, '').replace(/, received \w+$/, ''));
    return `expected ${forms.join(' or ')}`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'datetime') {
    return 'expected an ISO 8601 time with a zone, such as 2026-02-03T09:00:00Z';
  }
  return issue.message.replace(/^(Invalid input|Invalid option|Too small|Too big): /, '');
}
