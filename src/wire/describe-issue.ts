import type { z } from 'zod';

/** Where the first problem of a zod error is, as `users[3].device_ids`, and what it is in words. */
export function describeIssue(error: z.ZodError, input: unknown): { path: string; message: string } {
  const issue = error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const path = formatPath([...issue.path, issue.keys[0]!]);
    return { path, message: 'is not a known field' };
  }
  const found = issue.path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
  const message = found === undefined ? 'is required' : `is not valid: ${issue.message}`;
  return { path: formatPath(issue.path), message };
}

/** `['users', 3, 'device_ids']` as `users[3].device_ids`. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += text === '' ? String(key) : `.${String(key)}`;
  }
  return text;
}
