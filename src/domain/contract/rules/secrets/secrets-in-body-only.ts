import { redacted } from '../../../journal/secrets.js';
import type { JudgedRequest } from '../../judged-request.js';
import { defineRule } from '../../rule.js';

export const secretsInBodyOnly = defineRule({
  id: 'secrets_in_body_only',
  title: 'Sends keys in no address and no header but Authorization',
  severity: 'warning',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
  why: 'The keys of a partner belong in the body, and a REST API key in the Authorization header. In an address or another header they end in the logs of every proxy on the way, and Braze does not look there.',
  fix: 'Take the key out of the address or the header.',
  judges: 'every request',
  start: (findings) => (request) => {
    if (!findings.judge(request)) return;
    const place = placeOf(request);
    if (place !== undefined) findings.breach(request, `A key stands in ${place}`);
  },
});

/** Of cookies and proxies: what stands there is no key of Braze. */
const othersHeaders = new Set(['cookie', 'set-cookie', 'proxy-authorization']);

function placeOf({ path, query, headers, kind }: JudgedRequest): string | undefined {
  if (path.includes(redacted)) return 'the path';
  if (query.includes(redacted)) return 'the query';
  const name = Object.keys(headers).find((header) => {
    if (othersHeaders.has(header)) return false;
    return headers[header]!.includes(redacted) && (header !== 'authorization' || kind !== 'other');
  });
  return name && `the header ${name}`;
}
