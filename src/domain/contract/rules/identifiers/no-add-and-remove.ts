import { defineRule } from '../../rule.js';

export const noAddAndRemove = defineRule({
  id: 'no_add_and_remove',
  title: 'Never adds and removes one identifier in the same request',
  severity: 'error',
  source: { page: 'Segment, action-destinations PR 3036', confidence: 'client' },
  why: 'Braze does not say which of the two wins, and has seen such requests race. The person may end in the cohort or outside it.',
  fix: 'Send each identifier once, with the latest of its changes.',
  judges: 'requests to …/cohorts/users that add and remove',
  start: (findings) => (request) => {
    const { members } = request;
    if (members === undefined || members.adds.length === 0 || members.removes.length === 0) return;
    if (!findings.judge(request)) return;
    const adds = new Set(members.adds);
    const both = [...new Set(members.removes)].filter((id) => adds.has(id));
    if (both.length === 0) return;
    findings.compare(both.length, `${both.length} identifiers in an add and a remove`);
    findings.breach(
      request,
      `It adds and removes ${both[0]}${both.length > 1 ? ` and ${both.length - 1} more` : ''}`,
    );
  },
});
