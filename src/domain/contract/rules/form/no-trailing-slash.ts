import { defineRule } from '../../rule.js';

export const noTrailingSlash = defineRule({
  id: 'no_trailing_slash',
  title: 'Ends no path with a slash',
  severity: 'error',
  source: { page: 'api/errors', confidence: 'doc' },
  why: 'To Braze a path with a slash at its end is another path, which it does not have. The request is refused, and nothing of it is done.',
  fix: 'Take the slash away, and join the REST endpoint and the path with one slash.',
  judges: 'every request',
  start: (findings) => (request) => {
    const { path } = request;
    if (path === '/' || !findings.judge(request) || !path.endsWith('/')) return;
    findings.breach(request, `Its path ${path} ends with a slash`);
  },
});
