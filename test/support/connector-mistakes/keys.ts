import { refusal, refusals } from '../answers.js';
import type { TestEmulator } from '../emulator.js';
import type { Mistake } from './mistake.js';

const users = '/partners/hightouch/cohorts/users';
const fields = { cohort_id: 'c', cohort_changes: [{ user_ids: ['cust-1'] }] };
const segmentKey = (t: TestEmulator) => t.workspace.partners[1]!.dataImportKeys[0]!.key;
const hightouch = (t: TestEmulator) => ({
  partner_api_key: t.partnerApiKey,
  client_secret: t.dataImportKey,
});
const invalidApiKey = (key: string) => refusal(401, `Invalid API key: ${key}`);
const deletion = { external_ids: ['cust-1'] };

const secret = { rule: 'invalid_data_import_key', path: 'client_secret', isLetIn: false };
const partnerKey = { rule: 'invalid_partner_api_key', path: 'partner_api_key', isLetIn: false };
const restKey = { rule: 'invalid_rest_api_key', path: 'headers.authorization', isLetIn: false };

const partnerKeyMistakes: Mistake[] = [
  {
    title: 'REST API key sent as `client_secret`',
    send: (t) => t.partner(users, { client_secret: t.restApiKey, ...fields }),
    answer: refusals.clientSecret,
    ...secret,
    hint: 'It is a REST API key of workspace {ws}; a REST API key belongs in the header Authorization: Bearer …',
  },
  {
    title: 'Partner API key sent as `client_secret`',
    send: (t) => t.partner(users, { client_secret: t.partnerApiKey, ...fields }),
    answer: refusals.clientSecret,
    ...secret,
    hint: 'It is the partner API key of hightouch; a partner API key belongs in the body as partner_api_key',
  },
  {
    title: 'Data import key sent as `partner_api_key`',
    send: (t) => t.partner(users, { partner_api_key: t.dataImportKey, ...fields }),
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It is a data import key of hightouch for workspace {ws}; a data import key belongs in the body as client_secret',
  },
  {
    title: 'The two keys swapped',
    send: (t) =>
      t.partner(users, {
        partner_api_key: t.dataImportKey,
        client_secret: t.partnerApiKey,
        ...fields,
      }),
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It is a data import key of hightouch for workspace {ws}: the two keys are swapped',
  },
  {
    title: 'REST API key sent as `partner_api_key`',
    send: (t) => t.partner(users, { partner_api_key: t.restApiKey, ...fields }),
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It is a REST API key of workspace {ws}; a REST API key belongs in the header Authorization: Bearer …',
  },
  {
    title: 'Invalidated data import key',
    send: (t) => {
      t.emulator.invalidateDataImportKey(t.workspace, 'hightouch', t.dataImportKey);
      return t.cohortUsers(fields);
    },
    answer: refusals.clientSecret,
    ...secret,
    hint: 'It is an invalidated data import key of hightouch for workspace {ws}; make a new one with POST /_emulator/v1/workspaces/{ws}/partners/hightouch/data-import-keys',
  },
  {
    title: 'Data import key of another partner',
    send: (t) => t.partner(users, { client_secret: segmentKey(t), ...fields }),
    answer: (t) => refusals.notEnabled(segmentKey(t)),
    ...secret,
    rule: 'partner_not_enabled',
    hint: 'It is a data import key of segment for workspace {ws}; use one of hightouch, or the path /partners/segment/cohorts',
  },
  {
    title: 'Partner switched off in the workspace',
    send: (t) => {
      t.emulator.setPartnerEnabled(t.workspace, 'hightouch', false);
      return t.cohortUsers(fields);
    },
    answer: (t) => refusals.notEnabled(t.dataImportKey),
    ...secret,
    rule: 'partner_not_enabled',
    hint: 'Switch the partner on with PUT /_emulator/v1/workspaces/{ws}/partners/hightouch {"enabled":true}',
  },
  {
    title: 'Partner API key of another partner',
    send: (t) => t.partner(users, { partner_api_key: t.workspace.partners[1]!.partnerApiKey, ...fields }),
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It is the partner API key of segment; the path is that of hightouch',
  },
  {
    title: 'Partner API key of another cluster than that of the host',
    send: (t) => {
      const apiKeys = [{ key: 'eu-partner-api-key', region: 'eu' as const }];
      const acme = { partner: 'acme', displayName: 'Acme', filterName: 'Acme Cohorts', apiKeys };
      t.emulator.configurePartners([acme]);
      const body = { partner_api_key: 'eu-partner-api-key', client_secret: t.dataImportKey, ...fields };
      return t.post('/partners/acme/cohorts/users', body, { host: 'rest.iad-01.braze.com' });
    },
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It is a key of eu clusters (rest.fra-01.braze.eu, rest.fra-02.braze.eu); the host of the request is in us',
  },
  {
    title: 'A key that nobody has',
    send: (t) => t.partner(users, { client_secret: 'not-a-key-of-anybody', ...fields }),
    answer: refusals.clientSecret,
    ...secret,
    hint: 'No key of this server; GET /_emulator/v1/workspaces shows them under partners',
  },
  {
    title: 'A key whose workspace was deleted',
    send: (t) => {
      const { partners, ...other } = t.emulator.createWorkspace({});
      t.emulator.deleteWorkspace(other);
      return t.partner(users, { client_secret: partners[0]!.dataImportKeys[0]!.key, ...fields });
    },
    answer: refusals.clientSecret,
    ...secret,
    hint: 'It was a key once; it, or its workspace, was deleted since',
  },
];

const placeMistakes: Mistake[] = [
  {
    title: '`client_secret` left out',
    send: (t) => t.post(users, { partner_api_key: t.partnerApiKey, ...fields }),
    answer: refusals.clientSecret,
    ...secret,
    hint: 'client_secret is missing; a data import key belongs in the body as client_secret',
  },
  {
    title: '`client_secret` is `null`',
    send: (t) => t.partner(users, { client_secret: null, ...fields }),
    answer: refusals.clientSecret,
    ...secret,
    hint: 'client_secret is no string; send the key as a string',
  },
  {
    title: 'Keys in the query string',
    send: (t) => t.post(`${users}?${new URLSearchParams(hightouch(t))}`, fields),
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It stands in query.partner_api_key; a partner API key belongs in the body as partner_api_key',
  },
  {
    title: 'Partner API key in the `Authorization` header',
    send: (t) => {
      const authorization = `Bearer ${t.partnerApiKey}`;
      return t.post(users, { client_secret: t.dataImportKey, ...fields }, { authorization });
    },
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It stands in headers.authorization; a partner API key belongs in the body as partner_api_key',
  },
  {
    title: 'Keys under camelCase names',
    send: (t) => t.post(users, { partnerApiKey: t.partnerApiKey, clientSecret: t.dataImportKey, ...fields }),
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It stands in partnerApiKey; a partner API key belongs in the body as partner_api_key',
  },
  {
    title: 'Keys in a header of their own',
    send: (t) => t.post(users, fields, { 'x-api-key': t.partnerApiKey }),
    answer: refusals.partnerApiKey,
    ...partnerKey,
    hint: 'It stands in headers.x-api-key; a partner API key belongs in the body as partner_api_key',
  },
  {
    title: 'Quotes round the key',
    send: (t) => t.partner(users, { client_secret: `"${t.dataImportKey}"`, ...fields }),
    answer: refusals.clientSecret,
    ...secret,
    hint: 'It is a data import key of hightouch for workspace {ws} with quotes or brackets round it; send it exactly as issued',
  },
  {
    title: 'A line break after the key',
    send: (t) => t.partner(users, { client_secret: `${t.dataImportKey}\n`, ...fields }),
    answer: refusals.clientSecret,
    ...secret,
    hint: 'It is a data import key of hightouch for workspace {ws} with white space round it; send it exactly as issued',
  },
  {
    title: '`Bearer` before the key in the body',
    send: (t) => t.partner(users, { client_secret: `Bearer ${t.dataImportKey}`, ...fields }),
    answer: refusals.clientSecret,
    ...secret,
    hint: 'It is a data import key of hightouch for workspace {ws} with the word Bearer before it; send it exactly as issued',
  },
];

const restKeyMistakes: Mistake[] = [
  {
    title: 'No `Authorization` header on a REST endpoint',
    send: (t) => t.post('/users/delete', deletion),
    answer: invalidApiKey(''),
    ...restKey,
    hint: 'There is no such header; a REST API key belongs in the header Authorization: Bearer …',
  },
  {
    title: '`Authorization` without `Bearer`',
    send: (t) => t.post('/users/delete', deletion, { authorization: t.restApiKey }),
    answer: invalidApiKey(''),
    ...restKey,
    hint: 'The key stands there alone; send Authorization: Bearer and then the key',
  },
  {
    title: '`Authorization: Basic …`',
    send: (t) => t.post('/users/delete', deletion, { authorization: `Basic ${btoa(t.restApiKey)}` }),
    answer: invalidApiKey(''),
    ...restKey,
    hint: 'Its form is not Bearer and then the key; send Authorization: Bearer …',
  },
  {
    title: 'Data import key used as REST API key',
    send: (t) => t.post('/users/delete', deletion, { authorization: `Bearer ${t.dataImportKey}` }),
    answer: (t) => invalidApiKey(t.dataImportKey),
    ...restKey,
    hint: 'It is a data import key of hightouch for workspace {ws}; a data import key belongs in the body as client_secret',
  },
  {
    title: 'Partner API key used as REST API key',
    send: (t) => t.post('/users/delete', deletion, { authorization: `Bearer ${t.partnerApiKey}` }),
    answer: (t) => invalidApiKey(t.partnerApiKey),
    ...restKey,
    hint: 'It is the partner API key of hightouch; a partner API key belongs in the body as partner_api_key',
  },
  {
    title: 'REST API key in the body, as `api_key`',
    send: (t) => t.post('/users/delete', { api_key: t.restApiKey, ...deletion }),
    answer: invalidApiKey(''),
    ...restKey,
    hint: 'It stands in api_key; a REST API key belongs in the header Authorization: Bearer …, or set the switch key_in_body',
  },
  {
    title: 'Quotes round the REST API key',
    send: (t) => t.post('/users/delete', deletion, { authorization: `Bearer "${t.restApiKey}"` }),
    answer: (t) => invalidApiKey(`"${t.restApiKey}"`),
    ...restKey,
    hint: 'It is a REST API key of workspace {ws} with quotes or brackets round it; send it exactly as issued',
  },
  {
    title: 'Deleted REST API key',
    send: (t) => {
      t.emulator.deleteRestKey(t.workspace, t.restApiKey);
      return t.rest('/users/delete', deletion);
    },
    answer: (t) => invalidApiKey(t.restApiKey),
    ...restKey,
    hint: 'It was a key once; it, or its workspace, was deleted since',
  },
  {
    title: 'REST API key without the permission',
    send: (t) => {
      const { key } = t.emulator.createRestKey(t.workspace, { permissions: ['users.track'] });
      return t.post('/users/delete', deletion, { authorization: `Bearer ${key}` });
    },
    answer: refusal(403, 'You do not have permission to access this resource'),
    rule: 'missing_permission',
    hint: "A key's permissions never change; make another with POST /_emulator/v1/workspaces/{ws}/rest-api-keys",
    isLetIn: true,
  },
];

export const keyMistakes: Mistake[] = [...partnerKeyMistakes, ...placeMistakes, ...restKeyMistakes];
