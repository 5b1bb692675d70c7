import { BoundedMap } from '../../bounded-map.js';
import { defineRule } from '../../rule.js';

/** What is known of a cohort: `named`, or members came for it before; then what becomes of that is not decided yet. */
type Standing = 'named' | 'unnamed' | { tellBreach: () => void };

/** What the journal says of a change for a cohort that was never named: made for it, passed over, or refused. */
const cohortMissing = new Set(['implicit_cohort', 'cohort_passed_over', 'unknown_cohort']);

const message = 'Its cohort was not named before';

export const namesBeforeFilling = defineRule({
  id: 'names_before_filling',
  title: 'Names a cohort before filling it',
  severity: 'error',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
  why: 'The first call of an export names the cohort. Without it nobody finds the cohort in the filter by a name, and what Braze does with its members is not documented.',
  fix: 'Send POST /partners/{partner}/cohorts with the name and wait for its 2xx, then send the members.',
  judges: 'requests with identifiers to …/cohorts/users',
  start(findings) {
    const standings = new BoundedMap<string, Standing>(10_000);
    return {
      see(request) {
        const { kind, cohort, result, members, outcome, facts } = request;
        if (cohort === undefined) return;
        const standing = standings.get(cohort);
        if (kind === 'naming') {
          // A naming on which members follow at once counts as well: it was sent first.
          if (result !== 'accepted') return;
          if (typeof standing === 'object') standing.tellBreach();
          standings.set(cohort, 'named');
          return;
        }
        if (members === undefined || members.count === 0) return;
        if (!findings.judge(request) || standing === 'named') return;
        const isMissing = facts.rules?.some((its) => cohortMissing.has(its));
        if (standing === 'unnamed' || isMissing) {
          if (typeof standing === 'object') standing.tellBreach();
          findings.breach(request, message);
          standings.set(cohort, 'unnamed');
        } else if (outcome !== null) {
          // It was there already: named before the journal begins, or by a seed.
          standings.set(cohort, 'named');
        } else if (standing === undefined && result !== 'refused') {
          standings.set(cohort, { tellBreach: findings.prepareBreach(request, message) });
        }
      },
      finish() {
        for (const [, standing] of standings) if (typeof standing === 'object') standing.tellBreach();
      },
    };
  },
});
