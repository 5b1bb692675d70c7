import { isJsonObject } from '../../../json.js';
import { defineRule } from '../../rule.js';

export const namesExportFields = defineRule({
  id: 'names_export_fields',
  title: 'Names the fields that it exports',
  severity: 'warning',
  source: { page: 'api/endpoints/export/user_data/post_users_identifier', confidence: 'doc' },
  why: 'Accounts onboarded since 2024-08-22 must send fields_to_export. A client that leaves it out fails at the next new customer.',
  fix: 'Send fields_to_export with the fields that are used, such as ["external_id", "braze_id"].',
  judges: 'requests to /users/export/ids',
  start: (findings) => (request) => {
    const { path, body } = request;
    if (path !== '/users/export/ids' || !isJsonObject(body) || !findings.judge(request)) return;
    const fields = body.fields_to_export;
    if (Array.isArray(fields) && fields.length > 0) return;
    findings.breach(request, 'It has no fields_to_export');
  },
});
