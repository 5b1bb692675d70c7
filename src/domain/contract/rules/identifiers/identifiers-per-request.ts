import { cohortIdentifiersPerRequestMax } from '../../../limits.js';
import { defineRule } from '../../rule.js';

export const identifiersPerRequest = defineRule({
  id: 'identifiers_per_request',
  title: 'Sends at most 1,000 identifiers in one request',
  severity: 'error',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
  why: 'Braze refuses a request with more than 1,000 identifiers, counted over all changes and lists. Nobody in it is added or removed.',
  fix: 'Split the changes into requests of at most 1,000 identifiers, adds and removes together.',
  judges: 'requests to …/cohorts/users',
  thresholds: {
    identifiers_max: {
      usual: cohortIdentifiersPerRequestMax,
      meaning: 'Identifiers that one request may have.',
    },
  },
  start:
    (findings, { identifiers_max }) =>
    (request) => {
      const { members } = request;
      if (members === undefined || members.count === 0 || !findings.judge(request)) return;
      findings.compare(members.count, `${shown(members.count)} of ${shown(identifiers_max)} identifiers`);
      if (members.count <= identifiers_max) return;
      findings.breach(
        request,
        `It has ${shown(members.count)} identifiers; at most ${shown(identifiers_max)} go into one request`,
      );
    },
});

const shown = (count: number) => count.toLocaleString('en-US');
