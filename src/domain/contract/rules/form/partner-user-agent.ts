import { isJsonObject } from '../../../json.js';
import { defineRule } from '../../rule.js';

export const partnerUserAgent = defineRule({
  id: 'partner_user_agent',
  title: 'Says which partner it is in User-Agent',
  severity: 'warning',
  source: { page: 'partners/isv_partners/api_partner', confidence: 'doc' },
  why: 'Partners must send partner-OrganizationName as their User-Agent. Braze tells partners apart by it when something goes wrong.',
  fix: 'Send User-Agent: partner-OrganizationName, perhaps with -ProductName/ProductVersion after it.',
  judges: 'requests to the cohort endpoints',
  start: (findings) => (request) => {
    const { kind, headers, body } = request;
    if (kind === 'other' || !findings.judge(request)) return;
    const agent = headers['user-agent'];
    if (agent !== undefined && /^partner-[^\s-]/i.test(agent)) return;
    // The older rule, which BESTPRAC still has. [doc]
    if (isJsonObject(body) && typeof body.partner === 'string' && body.partner !== '') return;
    findings.breach(
      request,
      agent === undefined ? 'It has no User-Agent' : `Its User-Agent is ${agent.slice(0, 200)}`,
    );
  },
});
