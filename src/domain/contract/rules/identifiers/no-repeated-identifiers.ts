import { defineRule } from '../../rule.js';

export const noRepeatedIdentifiers = defineRule({
  id: 'no_repeated_identifiers',
  title: 'Sends no identifier twice in one request',
  severity: 'warning',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'inferred' },
  why: 'A repeated identifier changes nothing. It takes the place of another person among the 1,000 of a request.',
  fix: 'Take duplicates out before the identifiers are split into requests.',
  judges: 'requests with identifiers to …/cohorts/users',
  start: (findings) => (request) => {
    const { members } = request;
    if (members === undefined || members.count === 0 || !findings.judge(request)) return;
    const repeated = [...repeatedIn(members.adds), ...repeatedIn(members.removes)];
    if (repeated.length === 0) return;
    findings.compare(repeated.length, `${repeated.length} of ${members.count} identifiers are repeats`);
    const more = repeated.length > 1 ? `, and ${repeated.length - 1} more repeats` : '';
    findings.breach(request, `It has ${repeated[0]} more than once${more}`);
  },
});

/** Every identifier that stands before in the list. */
function repeatedIn(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}
