import { bodyMistakes } from './connector-mistakes/body.js';
import { cohortFieldMistakes } from './connector-mistakes/cohort-fields.js';
import { keyMistakes } from './connector-mistakes/keys.js';
import { pathMistakes } from './connector-mistakes/paths.js';
import { silentMistakes } from './connector-mistakes/silent.js';
import { userEndpointMistakes } from './connector-mistakes/user-endpoints.js';
import type { Answer, TestEmulator } from './emulator.js';

/** Something that connectors get wrong, what Braze answers, and what the journal says about it. */
export interface Mistake {
  /** As docs/guides/connector-mistakes.md names it. */
  title: string;
  send(t: TestEmulator): Promise<Answer>;
  /** Status and body, exactly. */
  answer: string | ((t: TestEmulator) => string);
  /** What the journal gives as reason; of an accepted request, in one of its notes. */
  rule: string;
  path?: string;
  /** Exactly, with `{ws}` for the id of the workspace. */
  hint?: string;
  /** Whether its keys let it into the workspace. */
  isLetIn: boolean;
}

export const connectorMistakes: readonly Mistake[] = [
  ...keyMistakes,
  ...pathMistakes,
  ...bodyMistakes,
  ...cohortFieldMistakes,
  ...userEndpointMistakes,
  ...silentMistakes,
];

/** The workspace that the mistakes are made in. */
export const mistakenWorkspace = {
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
