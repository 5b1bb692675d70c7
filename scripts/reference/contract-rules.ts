import type { Rule } from '../../src/domain/contract/rule.js';
import { contractRules } from '../../src/domain/contract/rules.js';
import { anchorOf } from './page.js';

/** Where the page of the rules is kept, from the root of the repository. */
export const contractRulesFile = 'docs/reference/contract-rules.md';

const confidences = {
  doc: "Braze's documentation says so",
  client: 'a client relies on it, or has reported it',
  inferred: 'nobody says so; it follows from the rest',
};

/** The page about the rules of the contract, in Markdown. */
export function contractRulesPage(): string {
  const rows = contractRules.map(
    ({ id, title, severity, source }) =>
      `| [\`${id}\`](#${anchorOf(id)}) | ${title} | ${severity} | ${source.confidence} |`,
  );
  return `${[
    '# Rules of the contract',
    '<!-- Made by `npm run generate` from the values of the rules. Changes by hand are lost. -->',
    introduction,
    ['| Rule | Says | Severity | Confidence |', '|---|---|---|---|', ...rows].join('\n'),
    settings,
    ...contractRules.map(sectionOf),
  ].join('\n\n')}\n`;
}

const introduction = `\`GET …/workspaces/{ws}/contract\` judges all requests in the journal of a workspace by these rules. A rule that had
nothing to judge is \`not_judged\`, which is not passed. Requests are judged in the order of their arrival. A wait counts on
the clock of the workspace or on the server's, whichever has the longer one.

| Severity | Meaning |
|---|---|
| \`error\` | Braze refuses the request, or the wrong people end in the cohort |
| \`warning\` | it goes wrong on a bad day |
| \`info\` | advice |

| Confidence | Meaning |
|---|---|
${Object.entries(confidences)
  .map(([mark, meaning]) => `| \`${mark}\` | ${meaning} |`)
  .join('\n')}`;

const settings = `## Settings

\`POST …/contract\` takes settings as its body. What is left out is as usual.

\`\`\`json
{
  "version": 1,
  "documented": false,
  "rules": {
    "identifiers_per_request": { "severity": "warning", "identifiers_max": 500 },
    "partner_user_agent": { "severity": "off" }
  },
  "exceptions": [
    { "rule": "no_trailing_slash", "match": { "route": "/users/**" }, "reason": "A proxy takes it away" }
  ]
}
\`\`\`

| Field | Meaning |
|---|---|
| \`documented\` | \`true\`: only rules of confidence \`doc\` are judged |
| \`severity\` | another severity; \`off\`: the rule is not judged, and not in the report |
| the thresholds of a rule | the numbers that it goes by |
| \`exceptions\` | requests that a rule leaves out; \`match\` is that of [\`POST …/requests/verify\`](../guides/journal-verify-and-wait.md) |

A breach has a line for a shell, \`curl\`, which sends the request once more. It takes the keys from the variables
that \`exec\` sets: \`BRAZE_PARTNER_API_KEY\`, \`BRAZE_DATA_IMPORT_KEY\`, \`BRAZE_REST_API_KEY\` and \`BRAZE_REST_ENDPOINT\`. A body of
more than 8 KiB is not in the line: it is fetched from the journal, with \`BRAZE_EMULATOR_URL\`, \`BRAZE_EMULATOR_WORKSPACE\` and \`jq\`.`;

function sectionOf({ id, title, severity, source, why, fix, judges, thresholds }: Rule): string {
  const rows = Object.entries(thresholds).map(
    ([name, { usual, meaning }]) => `| \`${name}\` | ${usual} | ${meaning} |`,
  );
  return [
    `## ${id}`,
    `**${title}.** ${why} ${fix}`,
    `- Severity: \`${severity}\``,
    `- Source: ${source.page}, \`${source.confidence}\``,
    `- Judges ${judges}`,
    ...(rows.length > 0 ? [['| Threshold | Usual | Meaning |', '|---|---|---|', ...rows].join('\n')] : []),
  ]
    .join('\n\n')
    .replaceAll(/\n\n(- (?:Source|Judges))/g, '\n$1');
}
