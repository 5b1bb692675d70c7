import type { NewWorkspace } from '../../../src/domain/seed/blueprint.js';
import { bodyMistakes } from './body.js';
import { cohortFieldMistakes } from './cohort-fields.js';
import { keyMistakes } from './keys.js';
import type { Mistake } from './mistake.js';
import { pathMistakes } from './paths.js';
import { silentMistakes } from './silent.js';
import { userEndpointMistakes } from './user-endpoints.js';

export const connectorMistakes: readonly Mistake[] = [
  ...keyMistakes,
  ...pathMistakes,
  ...bodyMistakes,
  ...cohortFieldMistakes,
  ...userEndpointMistakes,
  ...silentMistakes,
];

/** The workspace that the mistakes are made in. */
export const mistakenWorkspace: NewWorkspace = {
  partners: [{ partner: 'hightouch' }, { partner: 'segment' }],
  users: [
    {
      externalId: 'cust-1',
      aliases: [{ label: 'loyalty_id', name: 'L-1' }],
      deviceIds: ['phone-1'],
      attributes: { email: 'kim@example.test' },
    },
    { externalId: 'cust-2', aliases: [{ label: 'crm', name: 'C-2' }], deviceIds: [], attributes: {} },
    { externalId: null, aliases: [{ label: 'crm', name: 'C-3' }], deviceIds: ['tablet-3'], attributes: {} },
  ],
};

/** The table of docs/guides/connector-mistakes.md. */
export function mistakesTable(): string {
  const rows = connectorMistakes.map(({ title, answer, rule, path, hint }) => {
    const status = typeof answer === 'string' ? answer.slice(0, 3) : '401';
    const reason = path === undefined ? `\`${rule}\`` : `\`${rule}\` at \`${path}\``;
    return `| ${title} | ${status} | ${reason} | ${(hint ?? '').replaceAll('|', '\\|')} |`;
  });
  return ['| Mistake | Answer | Reason | Hint |', '|---|---|---|---|', ...rows].join('\n');
}
