import type { JudgedRequest } from './judged-request.js';

/** Whether a request changes cohorts or users when it is done. A cohort change of nobody is a test of the connection. */
export function isWrite({ method, kind, path, members, body }: JudgedRequest): boolean {
  if (method !== 'POST' || body === null) return false;
  if (kind !== 'other') return kind === 'naming' || (members !== undefined && members.count > 0);
  return /^\/users\/(?!export\/)/i.test(path);
}
