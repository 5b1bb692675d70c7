import { describeAnswer, type JudgedRequest } from '../../judged-request.js';
import { defineRule } from '../../rule.js';

export const survivesNoJson = defineRule({
  id: 'survives_no_json',
  title: 'Survives an answer that is no JSON',
  severity: 'error',
  source: { page: 'Segment, action-destinations PR 3025; edX, braze-client PR 5', confidence: 'client' },
  why: 'Gateways before Braze answer with HTML or with nothing. A client that parses them as JSON without care ends in the middle of a sync.',
  fix: 'Go by the status first, and read the body as JSON only where it is some.',
  judges:
    'requests that were answered without JSON, as far as what came next tells whether the client went on',
  start(findings) {
    let open: { request: JudgedRequest; tellBreach: () => void } | undefined;
    let survived: number | undefined;
    return {
      see(request) {
        if (open !== undefined) {
          findings.judge(open.request);
          survived = open.request.fingerprint;
          open = undefined;
        }
        if (!isNoJson(request)) return;
        const message = `It ${describeAnswer(request)} without JSON, and nothing came after it`;
        open = { request, tellBreach: findings.prepareBreach(request, message) };
      },
      finish() {
        // After a success there may have been nothing left to send, and after several repeats the client may give up.
        if (open === undefined || open.request.result === 'accepted') return;
        if (open.request.result === 'refused' || open.request.fingerprint === survived) return;
        if (findings.judge(open.request)) open.tellBreach();
      },
    };
  },
});

function isNoJson({ answer }: JudgedRequest): boolean {
  if (answer === null || answer.status === 204) return false;
  return answer.body === null || typeof answer.body === 'string';
}
