import { isJsonObject } from '../../../json.js';
import { parseIsoTime } from '../../../time/time.js';
import { defineRule } from '../../rule.js';

export const createdAtValid = defineRule({
  id: 'created_at_valid',
  title: 'Names a cohort with a created_at in ISO 8601',
  severity: 'error',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
  why: 'Braze refuses a cohort whose created_at is missing or no time in ISO 8601. Then it has no name, and nobody finds it.',
  fix: 'Send a text such as 2026-02-03T09:00:00Z; no epoch number, and no text in another form.',
  judges: 'requests to …/cohorts',
  start: (findings) => (request) => {
    const { kind, body } = request;
    if (kind !== 'naming' || !isJsonObject(body) || !findings.judge(request)) return;
    const { created_at: sent } = body;
    if (typeof sent === 'string' && parseIsoTime(sent) !== undefined) return;
    const shown =
      sent === undefined ? 'missing' : `${JSON.stringify(sent).slice(0, 100)}, which is no ISO 8601 time`;
    findings.breach(request, `Its created_at is ${shown}`);
  },
});
