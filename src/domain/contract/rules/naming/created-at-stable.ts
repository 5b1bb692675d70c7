import { isJsonObject } from '../../../json.js';
import { parseIsoTime } from '../../../time/time.js';
import { BoundedMap } from '../../bounded-map.js';
import { defineRule } from '../../rule.js';

export const createdAtStable = defineRule({
  id: 'created_at_stable',
  title: 'Sends the same created_at whenever it names a cohort again',
  severity: 'warning',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'inferred' },
  why: 'The field says when the cohort was created, which happens once. A time that moves with every sync tells Braze nothing, and what it does with it is not documented.',
  fix: 'Keep the time at which the cohort was created at the source, and send that.',
  judges: 'requests to …/cohorts that name a cohort again',
  start(findings) {
    const moments = new BoundedMap<string, number>(10_000);
    return (request) => {
      const { kind, cohort, body } = request;
      if (kind !== 'naming' || cohort === undefined || !isJsonObject(body)) return;
      const sent = body.created_at;
      const moment = typeof sent === 'string' ? parseIsoTime(sent) : undefined;
      if (moment === undefined) return;
      const first = moments.get(cohort);
      if (first === undefined) moments.set(cohort, moment);
      else if (findings.judge(request) && first !== moment) {
        const before = new Date(first).toISOString();
        findings.breach(request, `Its created_at is ${sent}; the cohort was named with ${before} before`);
      }
    };
  },
});
