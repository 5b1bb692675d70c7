import { redacted } from '../../../journal/secrets.js';
import { isJsonObject, type JsonValue } from '../../../json.js';
import { formatPath, type Step } from '../../../json-path.js';
import { defineRule } from '../../rule.js';

const ownFields = new Set(['partner_api_key', 'client_secret']);

export const secretsInOwnFields = defineRule({
  id: 'secrets_in_own_fields',
  title: 'Sends keys only in their own fields of a body',
  severity: 'warning',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
  why: 'A key has one field: partner_api_key and client_secret in a body of the cohort endpoints. Elsewhere Braze ignores it or keeps it as data that people can read.',
  fix: 'Take the key out of that field.',
  judges: 'requests with a body',
  start: (findings) => (request) => {
    const { body, kind } = request;
    if (body === null || !findings.judge(request)) return;
    const steps = keyIn(body, [], kind !== 'other');
    if (steps !== undefined)
      findings.breach(request, `A key stands in the field ${formatPath(steps) || 'that is the body'}`);
  },
});

/** Where a key stands that does not belong there. */
function keyIn(value: JsonValue, steps: readonly Step[], isOfPartner: boolean): readonly Step[] | undefined {
  if (typeof value === 'string') return value.includes(redacted) ? steps : undefined;
  const entries: [Step, JsonValue][] = Array.isArray(value)
    ? value.map((its, index) => [index, its])
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [step, its] of entries) {
    if (String(step).includes(redacted)) return steps;
    // Most are ids.
    if (typeof its === 'string' && !its.includes(redacted) && typeof step === 'number') continue;
    if (isOfPartner && steps.length === 0 && ownFields.has(String(step))) continue;
    const found = keyIn(its, [...steps, step], isOfPartner);
    if (found !== undefined) return found;
  }
  return undefined;
}
