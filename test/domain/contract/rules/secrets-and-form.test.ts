import { Conduct } from '../../../support/contract/conduct.js';
import { testRule } from '../../../support/contract/test-rule.js';

const json = { 'content-type': 'application/json', 'user-agent': 'partner-Acme' };
const fill = (deviation: object) => () => new Conduct().fill({ add: ['a'] }, deviation);
const none = { nothing: () => new Conduct() };

testRule('secrets_in_body_only', {
  right: {
    'keys in the body': fill({}),
    'a REST API key in its header': () => new Conduct().rest('/users/track', { attributes: [] }),
    'a cookie of somebody else': fill({ headers: { ...json, cookie: '[redacted]' } }),
  },
  wrong: {
    'a key in the query': [
      fill({ query: '?client_secret=[redacted]' }),
      [['r1', 'A key stands in the query']],
    ],
    'a key in the path': [fill({ path: '/partners/hightouch/cohorts/[redacted]' }), [['r1', 'in the path']]],
    'an Authorization header for a partner': [
      fill({ headers: { ...json, authorization: 'Bearer [redacted]' } }),
      [['r1', 'A key stands in the header authorization']],
    ],
    'a key in a header of its own': [
      fill({ headers: { ...json, 'x-api-key': '[redacted]' } }),
      [['r1', 'the header x-api-key']],
    ],
  },
  nothing: none,
});

testRule('secrets_in_own_fields', {
  right: {
    'keys in their fields': fill({}),
    'a body of REST': () => new Conduct().rest('/users/track', { attributes: [] }),
  },
  wrong: {
    'a key as the name of a cohort': [
      () => new Conduct().name('vip', { name: 'VIP of [redacted]' }),
      [['r1', 'A key stands in the field name']],
    ],
    'a key among the ids': [
      () => new Conduct().fill({ add: ['a', '[redacted]'] }),
      [['r1', /cohort_changes\[0\].user_ids\[1\]/]],
    ],
    'a key in a body of REST': [
      () => new Conduct().rest('/users/track', { api_key: '[redacted]', attributes: [] }),
      [['r1', 'the field api_key']],
    ],
  },
  nothing: none,
});

testRule('no_trailing_slash', {
  right: { 'a path without': fill({}) },
  wrong: {
    'a path with one': [
      fill({ path: '/partners/hightouch/cohorts/users/', status: 404 }),
      [['r1', 'Its path /partners/hightouch/cohorts/users/ ends with a slash']],
    ],
  },
  nothing: none,
});

testRule('json_content_type', {
  right: {
    JSON: fill({}),
    'JSON with a charset': fill({ headers: { 'content-type': 'application/json; charset=utf-8' } }),
  },
  wrong: {
    'another type': [
      fill({ headers: { 'content-type': 'text/plain' } }),
      [['r1', 'Its Content-Type is text/plain']],
    ],
    'no type': [fill({ headers: {} }), [['r1', 'It has no Content-Type']]],
  },
  nothing: { 'no body': () => new Conduct().send('/segments/list', null, {}) },
});

testRule('partner_user_agent', {
  right: {
    'the name of the organization': fill({}),
    'the older form': fill({ headers: { ...json, 'user-agent': 'partner-Acme-Sync/1.2' } }),
    'the still older field of the body': fill({ body: { partner: 'Acme', cohort_id: 'vip' }, headers: {} }),
  },
  wrong: {
    'the name of a library': [
      fill({ headers: { ...json, 'user-agent': 'python-requests/2.31' } }),
      [['r1', 'Its User-Agent is python-requests/2.31']],
    ],
    nothing: [fill({ headers: {} }), [['r1', 'It has no User-Agent']]],
  },
  nothing: {
    'a request to REST': () => new Conduct().rest('/users/track', {}, { headers: { 'user-agent': 'x' } }),
  },
});

testRule('names_export_fields', {
  right: {
    'fields to export': () =>
      new Conduct().rest('/users/export/ids', { external_ids: ['a'], fields_to_export: ['email'] }),
  },
  wrong: {
    'no fields': [
      () => new Conduct().rest('/users/export/ids', { external_ids: ['a'] }),
      [['r1', 'It has no fields_to_export']],
    ],
  },
  nothing: { 'no export': fill({}) },
});
