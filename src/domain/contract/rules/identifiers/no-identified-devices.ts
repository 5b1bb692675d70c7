import { defineRule } from '../../rule.js';

export const noIdentifiedDevices = defineRule({
  id: 'no_identified_devices',
  title: 'Sends no device ids of users who are identified',
  severity: 'error',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
  why: 'Braze finds only anonymous users by a device id. One of an identified user is skipped without a word, so the person is neither added nor removed.',
  fix: 'Send the external id or an alias as soon as somebody has one, for removals of those added by a device id too.',
  judges: 'requests with device ids to …/cohorts/users whose outcome is known',
  start: (findings) => (request) => {
    const { members, outcome } = request;
    if (members === undefined || outcome === null) return;
    const hasDevices = [...members.adds, ...members.removes].some((id) => id.startsWith('device_ids '));
    if (!hasDevices || !findings.judge(request)) return;
    const [first, ...more] = outcome.skippedIdentified.deviceIds;
    if (first === undefined) return;
    findings.compare(more.length + 1, `${more.length + 1} device ids skipped in one request`);
    const others = more.length > 0 ? `, and ${more.length} more do too` : '';
    findings.breach(request, `device_ids ${JSON.stringify(first)} belongs to an identified user${others}`);
  },
});
