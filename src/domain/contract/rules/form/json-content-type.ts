import { defineRule } from '../../rule.js';

export const jsonContentType = defineRule({
  id: 'json_content_type',
  title: 'Sends every body as application/json',
  severity: 'error',
  source: { page: 'api/errors', confidence: 'doc' },
  why: 'Braze takes JSON and nothing else. A body of another type, or without one, is refused with 415.',
  fix: 'Send the header Content-Type: application/json.',
  judges: 'requests with a body',
  start: (findings) => (request) => {
    const { body, headers } = request;
    if (body === null || !findings.judge(request)) return;
    const type = headers['content-type'];
    if (type !== undefined && /^application\/json\s*(;|$)/i.test(type)) return;
    findings.breach(request, type === undefined ? 'It has no Content-Type' : `Its Content-Type is ${type}`);
  },
});
